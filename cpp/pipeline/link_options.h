// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// LinkOptions as they travel from the core to the compiler.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sw {

struct AttributeBinding {
  std::string name;
  uint32_t location = 0;
};

struct LinkOptions {
  std::vector<AttributeBinding> attributeBindings;  // bindAttribLocation
  std::vector<std::string> feedbackVaryings;        // transformFeedbackVaryings
  bool feedbackSeparate = false;
};

std::vector<uint8_t> serialiseLinkOptions(const LinkOptions& options);
std::optional<LinkOptions> deserialiseLinkOptions(std::span<const uint8_t> bytes);

}  // namespace sw
