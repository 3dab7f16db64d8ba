// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// glslang's parser with WebGL's manners: our log, only the extensions that the context has enabled, and the rules of
// the preprocessor as browsers apply them.

#pragma once

#include <glslang/MachineIndependent/ParseHelper.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sw {

class ShaderParseContext : public glslang::TParseContext {
 public:
  /// `extensions`: bits of ShaderExtension, what #extension may name.
  ShaderParseContext(glslang::TSymbolTable& symbols, glslang::TIntermediate& tree, int version, EShLanguage stage,
                     TInfoSink& unusedSink, uint32_t extensions, std::string& log);

  /// Extensions that the shader has turned on, in the order of their names.
  std::vector<std::pair<std::string, bool>> enabledExtensions() const;

  /// A message of our own rules, counted as a compile error.
  void reject(const glslang::TSourceLoc& where, const char* reason, const char* token);

  /// An error after which nothing that the parser says is of use.
  void stop(const char* reason);

  /// The parser has begun to read code: #extension comes too late from here on.
  void markCode() { codeSeen_ = true; }

  /// Remembers where a `?` or an `if` stands, because the tree shows both alike where there is no value.
  void noteSelection(const glslang::TSourceLoc& where, bool ternary);
  /// The places of `?` where no `if` stands.
  std::set<std::pair<int, int>> ternaries() const;

  /// Whether the shader has turned on GL_ANGLE_clip_cull_distance.
  bool hasClipDistances();
  /// glslang lets ES shaders redeclare built-in variables with another extension only: this turns it on and off.
  void allowRedeclaration(bool allowed);

  /// A word that glslang has just called reserved though GLSL ES does not, or null.
  const char* takeMisjudgedWord();

  bool lineContinuationCheck(const glslang::TSourceLoc&, bool endOfComment) override;
  void reservedPpErrorCheck(const glslang::TSourceLoc& where, const char* name, const char* directive) override;
  void handlePragma(const glslang::TSourceLoc& where, const glslang::TVector<glslang::TString>& tokens) override;
  void initializeExtensionBehavior() override;
  void updateExtensionBehavior(int line, const char* extension, const char* behavior) override;

 protected:
  void outputMessage(const glslang::TSourceLoc& where, const char* reason, const char* token, const char* extraFormat,
                     glslang::TPrefixType prefix, va_list arguments) override;

 private:
  uint32_t extensions_;
  std::string& log_;
  bool logFull_ = false;
  bool stopped_ = false;
  bool codeSeen_ = false;
  std::set<std::pair<int, int>> ternaries_, ifs_;  // lines and columns
  bool wordMisjudged_ = false;
  std::string misjudgedWord_;
};

/// Macros that exist before the first line, all with the value 1.
std::vector<std::string> predefinedMacros(int version, uint32_t extensions);

/// One line of an info log, as browsers write them: "ERROR: 0:12: 'token' : reason".
std::string logLine(const char* severity, int string, int line, const char* token, const char* reason);

}  // namespace sw
