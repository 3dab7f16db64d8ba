// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/glslang/parse_context.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <iterator>

#include "pipeline/extensions.h"
#include "shader/glslang/builtins.h"
#include "shader/glslang/reserved_words.h"
#include "shader/glslang/token_filter.h"
#include "shader/glslang/tree.h"

namespace sw {

using namespace glslang;

namespace {

struct ExtensionRow {
  const char* name;
  uint32_t bit;
  int version;  // of the language that has it; 0: both
};

constexpr ExtensionRow kExtensions[] = {
#define SW_SHADER_EXTENSION(Bit, name, versions, implies, inGlsl, language) {inGlsl, kGlsl##Bit, language},
#include "pipeline/extensions.def"
};

bool available(const ExtensionRow& row, uint32_t extensions, int version) {
  return (extensions & row.bit) != 0 && (row.version == 0 || row.version == version);
}

/// A log that grows without end helps nobody: a page may make an error per token.
constexpr size_t kMaxLogBytes = 64 * 1024;

}  // namespace

std::string logLine(const char* severity, int string, int line, const char* token, const char* reason) {
  std::string text = severity;
  text += ": " + std::to_string(string) + ':' + std::to_string(line) + ": '" + token + "' : " + reason;
  while (!text.empty() && text.back() == ' ') text.pop_back();
  text += '\n';
  return text;
}

ShaderParseContext::ShaderParseContext(TSymbolTable& symbols, TIntermediate& tree, int version, EShLanguage stage,
                                       TInfoSink& unusedSink, int webglVersion, uint32_t extensions, std::string& log)
    : TParseContext(symbols, tree, false, version, EEsProfile, SpvVersion(), stage, unusedSink, false,
                    EShMsgCascadingErrors),
      webgl2_(webglVersion >= 2),
      extensions_(extensions),
      log_(log) {
  ternary_.init();
  blockInstance_.init();
  initializeExtensionBehavior();
}

std::vector<std::string> predefinedMacros(int version, uint32_t extensions) {
  // WebGL 2.0, "Fragment shader precision": highp is always there.
  std::vector<std::string> names = {"GL_ES", "GL_FRAGMENT_PRECISION_HIGH"};
  for (const ExtensionRow& row : kExtensions) {
    if (available(row, extensions, version)) names.push_back(row.name);
  }
  return names;
}

std::vector<std::pair<std::string, bool>> ShaderParseContext::enabledExtensions() const {
  std::vector<std::pair<std::string, bool>> result;
  for (const ExtensionRow& row : kExtensions) {
    const auto found = extensionBehavior.find(row.name);
    if (found != extensionBehavior.end() && found->second != EBhDisable) result.emplace_back(row.name, true);
  }
  return result;
}

void ShaderParseContext::reject(const TSourceLoc& where, const char* reason, const char* token) {
  error(where, reason, token, "");
}

void ShaderParseContext::stop(const char* reason) {
  if (stopped_) return;
  ++numErrors;
  log_ += std::string("ERROR: ") + reason + '\n';
  stopped_ = true;
}

bool ShaderParseContext::hasClipDistances() { return extensionTurnedOn(glslName::kWebglClipCullDistance); }

bool ShaderParseContext::hasBuiltIn(const TSymbol& symbol) const {
  for (int i = 0; i < symbol.getNumExtensions(); ++i) {
    if (extensionBehavior.contains(symbol.getExtensions()[i])) return true;
  }
  return symbol.getNumExtensions() == 0;
}

void ShaderParseContext::allowRedeclaration(bool allowed) {
  if (allowed) {
    extensionBehavior[E_GL_EXT_shader_io_blocks] = EBhEnable;
  } else {
    extensionBehavior.erase(E_GL_EXT_shader_io_blocks);
  }
}

const char* ShaderParseContext::takeMisjudgedWord() {
  if (!wordMisjudged_) return nullptr;
  wordMisjudged_ = false;
  return misjudgedWord_.c_str();
}

bool ShaderParseContext::lValueErrorCheck(const TSourceLoc& where, const char* op, TIntermTyped* node) {
  const TIntermTyped* operand = foldedOperand(*node);
  if (operand == nullptr) return TParseContext::lValueErrorCheck(where, op, node);
  return lValueErrorCheck(where, op, const_cast<TIntermTyped*>(operand));
}

/// The parser asks this of the operands of `?:`, one by one and in order, and of nothing else between them. What the
/// original asks, going down one level of the stack for each swizzle, concerns nothing that GLSL ES has.
void ShaderParseContext::rValueErrorCheck(const TSourceLoc& where, const char* op, TIntermTyped* node) {
  if (strcmp(op, "?") == 0) {
    ternary_ = where;
    chosen_ = nullptr;
  } else if (strcmp(op, ":") == 0 && chosen_ == nullptr) {
    chosen_ = node;
  } else if (strcmp(op, ":") == 0 && chosen_->getType() == node->getType()) {
    // glslang allows all of them, and may fold the operator before anybody sees it.
    const TType& type = node->getType();
    if (type.containsOpaque()) {
      error(ternary_, "ternary operator is not allowed for opaque types", "?:", "");
    } else if (type.isArray()) {
      error(ternary_, "ternary operator is not allowed for arrays in ESSL 1.0 and webgl", "?:", "");
    } else if (type.getBasicType() == EbtBlock) {
      error(ternary_, "ternary operator is not allowed for interface blocks", "?:", "");
    } else if (type.isStruct()) {
      error(ternary_, "ternary operator is not allowed for structures in ESSL 1.0 and webgl", "?:", "");
    } else if (webgl2_ && type.getBasicType() == EbtVoid) {
      error(ternary_, "ternary operator is not allowed for void", "?:", "");
    }
  }
}

bool ShaderParseContext::lineContinuationCheck(const TSourceLoc&, bool) {
  // GLSL ES 3.00.6 section 3.1. Browsers take them in 1.00 too.
  return true;
}

void ShaderParseContext::reservedPpErrorCheck(const TSourceLoc& where, const char* name, const char* directive) {
  // GLSL ES 3.00.6 section 3.4. Names with two underscores are reserved, but defining one is no error.
  if (strncmp(name, "GL_", 3) == 0) {
    ppError(where, "macro names beginning with \"GL_\" are reserved", name, "");
  } else if (strcmp(name, "defined") == 0) {
    ppError(where, "\"defined\" cannot be a macro name", directive, "");
  } else if (strcmp(name, "__LINE__") == 0 || strcmp(name, "__FILE__") == 0 || strcmp(name, "__VERSION__") == 0) {
    ppError(where, "predefined macro cannot be redefined or undefined", name, "");
  } else if (strstr(name, "__") != nullptr) {
    ppWarn(where, "macro names containing two consecutive underscores are reserved", name, "");
  }
}

void ShaderParseContext::handlePragma(const TSourceLoc& where, const TVector<TString>& tokens) {
  // GLSL ES 3.00.6 section 4.6.1: all outputs become invariant. Nothing here reassociates, so it is a matter of
  // linking.
  if (tokens.size() >= 5 && tokens[0] == "STDGL" && tokens[1] == "invariant" && tokens[3] == "all") {
    if (version >= 300 && language == EShLangFragment) {
      error(where, "#pragma STDGL invariant(all) can not be used in fragment shader", "invariant", "");
      return;
    }
    intermediate.setInvariantAll();
    return;
  }
  // Pragmas that are not known are ignored, and so are malformed ones (section 3.4).
}

void ShaderParseContext::initializeExtensionBehavior() {
  extensionBehavior.clear();
  for (const ExtensionRow& row : kExtensions) {
    if (available(row, extensions_, version)) extensionBehavior[row.name] = EBhDisable;
  }
  // WebGL 1.0, "Global variable initializers": some that are not constant are allowed in 1.00; tree_rules.cpp knows
  // which.
  if (version == 100) extensionBehavior[E_GL_EXT_shader_non_constant_global_initializers] = EBhEnable;
}

void ShaderParseContext::updateExtensionBehavior(int, const char* extension, const char* behaviorName) {
  TExtensionBehavior behavior = EBhDisable;
  if (strcmp(behaviorName, "require") == 0) {
    behavior = EBhRequire;
  } else if (strcmp(behaviorName, "enable") == 0) {
    behavior = EBhEnable;
  } else if (strcmp(behaviorName, "warn") == 0) {
    behavior = EBhWarn;
  } else if (strcmp(behaviorName, "disable") != 0) {
    error(getCurrentLoc(), "behavior invalid", behaviorName, "");
    return;
  }
  // GLSL ES 3.00.6 section 3.5 wants the directive before all code. For 1.00 browsers only warn in WebGL 1, but where
  // it disables.
  if (codeSeen_) {
    const char* reason = "extension directive must occur before any non-preprocessor tokens";
    if (webgl2_ || behavior == EBhDisable) {
      error(getCurrentLoc(), reason, extension, "");
      return;
    }
    warn(getCurrentLoc(), reason, extension, "");
  }
  const auto found = extensionBehavior.find(extension);
  if (strcmp(extension, "all") == 0) {
    if (behavior == EBhRequire || behavior == EBhEnable) {
      error(getCurrentLoc(), "extension cannot have 'require' or 'enable' behavior", "all", "");
      return;
    }
    for (const ExtensionRow& row : kExtensions) {
      const auto entry = extensionBehavior.find(row.name);
      if (entry != extensionBehavior.end()) entry->second = behavior;
    }
  } else if (found != extensionBehavior.end() &&
             strcmp(extension, E_GL_EXT_shader_non_constant_global_initializers) != 0) {
    found->second = behavior;
  } else if (behavior == EBhRequire) {
    error(getCurrentLoc(), "extension is not supported", extension, "");
  } else {
    warn(getCurrentLoc(), "extension is not supported", extension, "");
  }
}

void ShaderParseContext::outputMessage(const TSourceLoc& where, const char* reason, const char* token,
                                       const char* extraFormat, TPrefixType prefix, va_list arguments) {
  if (strcmp(reason, "Reserved word.") == 0 && !isReservedWord(token, version)) {
    wordMisjudged_ = true;
    misjudgedWord_ = token;
    return;
  }
  // A vector may be indexed so, and in 1.00 gl_FragData by a loop index: appendix_a.cpp and node_rules.cpp know better.
  if (strcmp(token, "variable indexing fragment shader output array") == 0) return;
  // Of vertex inputs it is for the linker to say, who knows which are used.
  if (strcmp(reason, "overlapping use of location") == 0 && language == EShLangVertex) return;
  // Browsers let precisions differ, since they are no part of what tells functions apart.
  if (strstr(reason, "overloaded functions must have the same parameter precision") == reason) return;
  if (builtInsHidden_ && (strcmp(token, "redefinition of built-in function") == 0 ||
                          strstr(reason, "overloaded functions must have the same") == reason)) {
    return;
  }
  if (strcmp(token, "arrayed type") == 0 && arrayTypes_.contains({where.line, where.column})) return;
  if (prefix == EPrefixError) ++numErrors;
  // The token filter has said so, and of which member.
  if (strcmp(reason, "duplicate member name:") == 0 || strstr(reason, "nameless block contains a member") == reason) {
    return;
  }
  if (logFull_ || stopped_) return;
  if (log_.size() > kMaxLogBytes) {
    logFull_ = true;
    log_ += "ERROR: too many messages, the rest is left out\n";
    return;
  }
  char extra[512];
  vsnprintf(extra, sizeof extra, extraFormat, arguments);
  std::string text = reason;
  if (!text.empty() && extra[0] != 0) text += ' ';
  text += extra;
  const TSourceLoc& place = strcmp(reason, "block instance name redefinition") == 0 ? blockInstance_ : where;
  log_ += logLine(prefix == EPrefixError ? "ERROR" : "WARNING", place.string, place.line, token, text.c_str());
}

}  // namespace sw
