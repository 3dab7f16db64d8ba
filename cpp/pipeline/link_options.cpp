// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "pipeline/link_options.h"

#include "pipeline/bytes.h"

namespace sw {

std::vector<uint8_t> serialiseLinkOptions(const LinkOptions& options) {
  ByteWriter writer;
  writer.u32(uint32_t(options.attributeBindings.size()));
  for (const AttributeBinding& binding : options.attributeBindings) {
    writer.text(binding.name);
    writer.u32(binding.location);
  }
  writer.u32(uint32_t(options.feedbackVaryings.size()));
  for (const std::string& name : options.feedbackVaryings) writer.text(name);
  writer.u8(options.feedbackSeparate);
  return writer.take();
}

std::optional<LinkOptions> deserialiseLinkOptions(std::span<const uint8_t> bytes) {
  ByteReader reader(bytes);
  LinkOptions options;
  options.attributeBindings.resize(reader.count());
  for (AttributeBinding& binding : options.attributeBindings) {
    binding.name = reader.text();
    binding.location = reader.u32();
  }
  options.feedbackVaryings.resize(reader.count());
  for (std::string& name : options.feedbackVaryings) name = reader.text();
  options.feedbackSeparate = reader.u8() != 0;
  if (!reader.good() || !reader.atEnd()) return std::nullopt;
  return options;
}

}  // namespace sw
