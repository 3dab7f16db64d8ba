// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// glslang's parser with WebGL's manners: our log, only the extensions that the context has enabled, and the rules of
// the preprocessor as browsers apply them.

#pragma once

#include <glslang/MachineIndependent/ParseHelper.h>

#include <set>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace sw {

class ShaderParseContext : public glslang::TParseContext {
 public:
  /// `version`: of the language. `extensions`: bits of ShaderExtension, what #extension may name.
  ShaderParseContext(glslang::TSymbolTable& symbols, glslang::TIntermediate& tree, int version, EShLanguage stage,
                     TInfoSink& unusedSink, int webglVersion, uint32_t extensions, std::string& log);

  /// Extensions that the shader has turned on, in the order of their names.
  std::vector<std::pair<std::string, bool>> enabledExtensions() const;

  /// A message of our own rules, counted as a compile error.
  void reject(const glslang::TSourceLoc& where, const char* reason, const char* token);

  /// An error after which nothing that the parser says is of use.
  void stop(const char* reason);

  /// The parser has begun to read code: #extension comes too late from here on.
  void markCode() { codeSeen_ = true; }

  /// Remembers where a `for` stands, because the tree shows it and `while` alike.
  void noteFor(const glslang::TSourceLoc& where) { fors_.emplace(where.line, where.column); }
  const std::set<std::pair<int, int>>& fors() const { return fors_; }

  /// Allows a type that begins here to have a size of its own in GLSL ES 1.00.
  void allowArrayType(const glslang::TSourceLoc& where) { arrayTypes_.emplace(where.line, where.column); }

  /// Whether the context has any of the extensions that this built-in belongs to, or it belongs to none.
  bool hasBuiltIn(const glslang::TSymbol& symbol) const;
  /// While it is set, a function may be declared as if there were no built-in of that name.
  void hideBuiltIns(bool hidden) { builtInsHidden_ = hidden; }

  /// Remembers where the name of a block's instance stands.
  void noteBlockInstance(const glslang::TSourceLoc& where) { blockInstance_ = where; }

  /// Counts a variable that each invocation has for itself.
  void addPrivateCells(uint64_t cells) { privateCells_ += cells; }
  uint64_t privateCells() const { return privateCells_; }
  /// Counts any other.
  void addSharedCells(uint64_t cells) { sharedCells_ += cells; }
  uint64_t sharedCells() const { return sharedCells_; }

  /// A switch begins. depth: of switches around its statements.
  void beginLabels(size_t depth) {
    if (labels_.size() < depth) labels_.resize(depth);
    labels_[depth - 1].clear();
  }
  /// Whether a label is the first of its value there.
  bool addLabel(size_t depth, int value) { return labels_[depth - 1].insert(value).second; }

  /// Whether the shader has turned on GL_ANGLE_clip_cull_distance.
  bool hasClipDistances();
  /// glslang lets ES shaders redeclare built-in variables with another extension only: this turns it on and off.
  void allowRedeclaration(bool allowed);

  /// A word that glslang has just called reserved though GLSL ES does not, or null.
  const char* takeMisjudgedWord();

  bool lValueErrorCheck(const glslang::TSourceLoc& where, const char* op, glslang::TIntermTyped* node) override;
  void rValueErrorCheck(const glslang::TSourceLoc& where, const char* op, glslang::TIntermTyped* node) override;
  bool lineContinuationCheck(const glslang::TSourceLoc&, bool endOfComment) override;
  void reservedPpErrorCheck(const glslang::TSourceLoc& where, const char* name, const char* directive) override;
  void handlePragma(const glslang::TSourceLoc& where, const glslang::TVector<glslang::TString>& tokens) override;
  void initializeExtensionBehavior() override;
  void updateExtensionBehavior(int line, const char* extension, const char* behavior) override;

 protected:
  void outputMessage(const glslang::TSourceLoc& where, const char* reason, const char* token, const char* extraFormat,
                     glslang::TPrefixType prefix, va_list arguments) override;

 private:
  bool webgl2_;
  uint32_t extensions_;
  std::string& log_;
  bool logFull_ = false;
  bool stopped_ = false;
  bool codeSeen_ = false;
  bool builtInsHidden_ = false;
  std::set<std::pair<int, int>> fors_;  // lines and columns
  std::set<std::pair<int, int>> arrayTypes_;
  glslang::TSourceLoc ternary_;              // where the `?` stands whose operands are checked next
  glslang::TIntermTyped* chosen_ = nullptr;  // its second operand
  glslang::TSourceLoc blockInstance_;
  uint64_t privateCells_ = 0;
  uint64_t sharedCells_ = 0;
  std::vector<std::unordered_set<int>> labels_;  // by depth
  bool wordMisjudged_ = false;
  std::string misjudgedWord_;
};

/// Macros that exist before the first line, all with the value 1.
std::vector<std::string> predefinedMacros(int version, uint32_t extensions);

/// One line of an info log, as browsers write them: "ERROR: 0:12: 'token' : reason".
std::string logLine(const char* severity, int string, int line, const char* token, const char* reason);

}  // namespace sw
