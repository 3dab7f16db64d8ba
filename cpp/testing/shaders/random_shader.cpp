// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "testing/shaders/random_shader.h"

#include <iterator>
#include <random>

#include "testing/shaders/random_types.h"

namespace sw {

namespace {

using namespace random_types;

struct Name {
  T type;
  std::string text;
  bool writable = false;
};

struct RandomFunction {
  std::string name;
  T result;
  struct Parameter {
    T type;
    bool out = false;  // inout or out
  };
  std::vector<Parameter> parameters;
};

class Generator {
 public:
  Generator(uint32_t seed, const RandomShaderOptions& options) : options_(options), engine_(seed) {
    for (const RandomLeaf& leaf : options.leaves) names_.push_back({typeNamed(leaf.type), leaf.text, false});
  }

  RandomShader run() {
    RandomShader shader;
    shader.declarations =
        "struct S { vec3 p; float q[3]; ivec2 r; };\n"
        "float shown(float x) { return abs(x) < 1e6 ? x : 1.0; }\n";  // no NaN may hide what else is in the output
    const int globals = below(3);
    for (int i = 0; i < globals; ++i) {
      const T type = anyType();
      const std::string name = "g" + std::to_string(i);
      shader.declarations += nameOf(type) + " " + name + ";\n";
      names_.push_back({type, name, true});
    }
    const int functions = below(4);
    for (int i = 0; i < functions; ++i) shader.declarations += function(i);
    text_.clear();
    inMain_ = true;
    const size_t mark = names_.size();
    budget_ = 3 * options_.statements;
    statements(options_.statements, 0);
    if (options_.derivatives && !leftLanes_ && below(3) == 0) {
      // Finite values only: generated code knows that what is uniform has the derivative 0, NaN and infinity included.
      const auto finite = [&] { return "shown(" + expression(kFloat, 2) + ")"; };
      line(0, "vec4 d = vec4(dFdx(" + finite() + "), dFdy(vec2(" + finite() + ", " + finite() + ")), fwidth(" +
                  finite() + "));");
      names_.push_back({{'f', 4}, "d", true});
    }
    line(0, std::string(options_.output) + " += " + expression({'f', 4}, 3) + ";");
    int component = 0;
    for (const Name& name : names_) {
      if (name.writable) show(name.type, name.text, component);
    }
    names_.resize(mark);
    shader.body = std::move(text_);
    return shader;
  }

 private:
  int below(int count) { return static_cast<int>(engine_() % static_cast<uint32_t>(count)); }
  bool oneIn(int count) { return below(count) == 0; }
  template <size_t N>
  const char* pick(const char* const (&list)[N]) {
    return list[below(static_cast<int>(N))];
  }

  /// Adds every component of a variable to one of the output's.
  void show(T type, const std::string& text, int& component) {
    if (type.array) {
      type.array = false;
      for (int i = 0; i < 3; ++i) show(type, text + "[" + std::to_string(i) + "]", component);
    } else if (type.base == 's') {
      show({'f', 3}, text + ".p", component);
      show({'f', 1, 1, true}, text + ".q", component);
      show({'i', 2}, text + ".r", component);
    } else if (type.columns > 1) {
      for (int i = 0; i < type.columns; ++i) show({'f', type.rows}, text + "[" + std::to_string(i) + "]", component);
    } else if (type.rows > 1) {
      for (int i = 0; i < type.rows; ++i) show({type.base}, text + "." + "xyzw"[i], component);
    } else {
      const std::string target = std::string(options_.output) + "." + "xyzw"[component++ % 4];
      line(0, target + " = shown(" + target + ") * 0.75 + shown(float(" + text + "));");
    }
  }

  T anyType() {
    static constexpr T kTypes[] = {{'f', 1},          {'f', 2},          {'f', 3},          {'f', 4},    {'f', 4},
                                   {'i', 1},          {'i', 2},          {'i', 4},          {'u', 1},    {'u', 3},
                                   {'b', 1},          {'b', 2},          {'f', 2, 2},       {'f', 3, 3}, {'f', 3, 2},
                                   {'f', 1, 1, true}, {'f', 2, 1, true}, {'i', 1, 1, true}, {'s'}};
    return kTypes[below(static_cast<int>(std::size(kTypes)))];
  }

  void line(int indent, const std::string& text) {
    text_.append(static_cast<size_t>(indent) * 2, ' ');
    text_ += text + "\n";
  }

  std::string function(int index) {
    text_.clear();
    RandomFunction f;
    f.name = "f" + std::to_string(index);
    f.result = oneIn(5) ? T{'f', 2, 1, true} : anyType();
    const size_t mark = names_.size();
    std::string header = nameOf(f.result) + " " + f.name + "(";
    const int parameters = below(4);
    for (int i = 0; i < parameters; ++i) {
      const T type = anyType();
      const int kind = below(4);
      f.parameters.push_back({type, kind >= 2});
      const std::string name = "p" + std::to_string(i);
      header += std::string(i ? ", " : "") +
                (kind == 2   ? "out "
                 : kind == 3 ? "inout "
                             : "") +
                nameOf(type) + " " + name;
      names_.push_back({type, name, true});
    }
    inMain_ = false;
    result_ = f.result;
    budget_ = 12;
    statements(4, 1);
    line(0, "return " + expression(f.result, 3) + ";");
    names_.resize(mark);
    functions_.push_back(f);
    return header + ") {\n" + text_ + "}\n";
  }

  void statements(int count, int depth) {
    const size_t mark = names_.size();
    for (int i = 0; i < count; ++i) statement(depth);
    if (depth > 0) names_.resize(mark);
  }

  void block(int count, int depth) {
    line(depth, "{");
    statements(count, depth + 1);
    line(depth, "}");
  }

  void statement(int depth) {
    const int kind = below(depth >= 4 || budget_-- <= 0 ? 6 : 12);
    switch (kind) {
      case 0:
      case 1: {
        const T type = anyType();
        const std::string name = "v" + std::to_string(counter_++);
        line(depth, nameOf(type) + " " + name + (oneIn(4) ? ";" : " = " + expression(type, 3) + ";"));
        names_.push_back({type, name, true});
        return;
      }
      case 2:
      case 3:
      case 4:
      case 5: assignment(depth); return;
      case 6:
      case 7:
        line(depth, "if (" + expression(kBool, 3) + ")");
        block(1 + below(3), depth);
        if (oneIn(2)) {
          line(depth, "else");
          block(1 + below(2), depth);
        }
        return;
      case 8:
      case 9: loop(depth); return;
      case 10: choice(depth); return;
      default: leave(depth); return;
    }
  }

  /// break, continue, return or discard, always under a condition.
  void leave(int depth) {
    std::string what;
    const int kind = below(4);
    if (kind == 0 && breakable_ > 0) {
      what = "break;";
    } else if (kind == 1 && loops_ > 0) {
      what = "continue;";
    } else if (kind == 2 && options_.discard && oneIn(inMain_ ? 3 : 6)) {
      what = "discard;";
      leftLanes_ = true;
    } else if (kind == 3 && !inMain_) {
      what = "return " + expression(result_, 2) + ";";
    } else if (kind == 3 && oneIn(6)) {
      what = "return;";
      leftLanes_ = true;
    } else {
      return assignment(depth);
    }
    line(depth, "if (" + expression(kBool, 2) + ") " + what);
  }

  void loop(int depth) {
    if (loops_ >= 2) return assignment(depth);
    const std::string counter = "i" + std::to_string(counter_++);
    const std::string limit = oneIn(2) ? std::to_string(1 + below(4)) : "(" + expression(kInt, 2) + " & 3)";
    const size_t mark = names_.size();
    const int form = below(3);
    ++loops_;
    ++breakable_;
    if (form == 0) {
      line(depth, "for (int " + counter + " = 0; " + counter + " < " + limit + "; " + counter + "++)");
      names_.push_back({kInt, counter, false});
      block(1 + below(3), depth);
      names_.resize(mark);
    } else {
      line(depth, "int " + counter + " = 0;");
      names_.push_back({kInt, counter, false});
      if (form == 1) {
        line(depth, "while (" + counter + "++ < " + limit + " && " + expression(kBool, 2) + ")");
        block(1 + below(3), depth);
      } else {
        line(depth, "do");
        block(1 + below(3), depth);
        line(depth, "while (++" + counter + " < " + limit + " && " + expression(kBool, 2) + ");");
      }
    }
    --loops_;
    --breakable_;
  }

  void choice(int depth) {
    line(depth, "switch (" + expression(kInt, 2) + " & 3) {");
    ++breakable_;
    const int cases = 1 + below(4);
    const int defaultAt = below(cases + 1);
    for (int i = 0; i < cases; ++i) {
      line(depth, i == defaultAt ? "default:" : "case " + std::to_string(i) + ":");
      block(1 + below(2), depth);
      if (oneIn(2)) line(depth + 1, "break;");
    }
    --breakable_;
    line(depth, "}");
  }

  bool pickWritable(Name& result) {
    std::vector<const Name*> found;
    for (const Name& name : names_) {
      if (name.writable) found.push_back(&name);
    }
    if (found.empty()) return false;
    result = *found[static_cast<size_t>(below(static_cast<int>(found.size())))];
    return true;
  }

  /// Never a constant, which would have to be in range. Indices of indices end somewhere.
  std::string index() {
    for (const RandomLeaf& leaf : options_.leaves) {
      if (typeNamed(leaf.type) != kInt) continue;
      if (indexDepth_ >= 6) return leaf.text;
      ++indexDepth_;
      const std::string text = std::string(leaf.text) + " + " + expression(kInt, 1);
      --indexDepth_;
      return text;
    }
    return "0";
  }

  /// Narrows a name to one of its parts, still writable, some of the time.
  void narrow(Name& name) {
    for (;;) {
      if (oneIn(3)) return;
      if (name.type.array) {
        name.text += "[" + index() + "]";
        name.type.array = false;
      } else if (name.type.base == 's') {
        const int member = below(3);
        name.text += member == 0 ? ".p" : member == 1 ? ".q" : ".r";
        name.type = member == 0 ? T{'f', 3} : member == 1 ? T{'f', 1, 1, true} : T{'i', 2};
      } else if (name.type.columns > 1) {
        name.text += "[" + (oneIn(2) ? index() : std::to_string(below(name.type.columns))) + "]";
        name.type.columns = 1;
      } else if (name.type.rows > 1) {
        if (oneIn(3)) {
          name.text += "[" + index() + "]";
          name.type.rows = 1;
        } else {
          // A swizzle without repetition: a rotation, cut off.
          const int start = below(name.type.rows), count = 1 + below(name.type.rows);
          name.text += ".";
          for (int i = 0; i < count; ++i) name.text += "xyzw"[(start + i) % name.type.rows];
          name.type.rows = count;
          if (count > 1) return;  // a swizzle of a swizzle is legal, but reads badly
        }
      } else {
        return;
      }
    }
  }

  void assignment(int depth) {
    Name target;
    if (!pickWritable(target)) return;
    narrow(target);
    static const char* const kFloatOps[] = {"=", "+=", "-=", "*="};
    static const char* const kIntOps[] = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="};
    std::string op = "=";
    const bool plain = target.type.array || target.type.base == 's' || target.type.base == 'b';
    if (!plain && target.type.base == 'f') op = pick(kFloatOps);
    if (!plain && target.type.base != 'f') op = pick(kIntOps);
    if (!plain && target.type.columns > 1 && op == "*=" && target.type.rows != target.type.columns) op = "+=";
    if (!plain && oneIn(8)) {
      line(depth, oneIn(2) ? target.text + "++;" : "--" + target.text + ";");
      return;
    }
    line(depth, target.text + " " + op + " " + expression(target.type, 3) + ";");
  }

  std::string literal(T type) {
    static const char* const kFloats[] = {"0.0", "1.0", "-1.0", "0.5", "2.0", "3.25", "-0.125", "10.0", "1e-3"};
    static const char* const kInts[] = {"0", "1", "-1", "2", "3", "7", "-5", "100", "0x7fffffff"};
    static const char* const kUints[] = {"0u", "1u", "2u", "5u", "31u", "0xffffffffu", "1000u"};
    if (type.array) {
      T element = type;
      element.array = false;
      std::string text = nameOf(type) + "(";
      for (int i = 0; i < 3; ++i) text += (i ? ", " : "") + literal(element);
      return text + ")";
    }
    if (type.base == 's')
      return "S(" + literal({'f', 3}) + ", " + literal({'f', 1, 1, true}) + ", " + literal({'i', 2}) + ")";
    const std::string scalar = type.base == 'f'   ? pick(kFloats)
                               : type.base == 'i' ? pick(kInts)
                               : type.base == 'u' ? pick(kUints)
                               : oneIn(2)         ? "true"
                                                  : "false";
    return type.rows * type.columns == 1 ? scalar : nameOf(type) + "(" + scalar + ")";
  }

  std::string leaf(T type) {
    std::vector<const Name*> found;
    for (const Name& name : names_) {
      if (name.type == type) found.push_back(&name);
    }
    if (found.empty() || oneIn(5)) return literal(type);
    return found[static_cast<size_t>(below(static_cast<int>(found.size())))]->text;
  }

  /// Calls within arguments of calls nest three deep: each argument may hold another.
  std::string call(T type) {
    if (calls_ == 3) return leaf(type);
    ++calls_;
    const std::string text = callNested(type);
    --calls_;
    return text;
  }

  std::string callNested(T type) {
    for (int tries = 0; tries < 3 && !functions_.empty(); ++tries) {
      const RandomFunction& f = functions_[static_cast<size_t>(below(static_cast<int>(functions_.size())))];
      if (!(f.result == type)) continue;
      std::string text = f.name + "(";
      bool possible = true;
      for (size_t i = 0; i < f.parameters.size(); ++i) {
        std::string argument;
        if (f.parameters[i].out) {
          for (int parts = 0; parts < 3 && argument.empty(); ++parts) {  // a swizzle, an element, a member
            Name part;
            if (!pickWritable(part)) break;
            narrow(part);
            if (part.type == f.parameters[i].type) argument = part.text;
          }
          for (const Name& name : names_) {
            if (name.writable && name.type == f.parameters[i].type && (argument.empty() || oneIn(2)))
              argument = name.text;
          }
          possible = possible && !argument.empty();
        } else {
          argument = expression(f.parameters[i].type, 1);
        }
        text += (i ? ", " : "") + argument;
      }
      if (possible) return text + ")";
    }
    return leaf(type);
  }

  std::string join(const std::string& a, const char* op, const std::string& b) {
    return "(" + a + " " + op + " " + b + ")";
  }

  std::string expression(T type, int depth) {
    if (depth <= 0) return leaf(type);
    if (oneIn(9)) return call(type);
    if (type.array || type.base == 's') return composite(type, depth);  // WebGL has no ?: on these
    if (oneIn(9)) {
      const std::string condition = expression(kBool, depth - 1), yes = expression(type, depth - 1);
      return "(" + condition + " ? " + yes + " : " + expression(type, depth - 1) + ")";
    }
    if (type.columns > 1) return matrix(type, depth);
    switch (type.base) {
      case 'f': return floats(type, depth);
      case 'b': return booleans(type, depth);
      default: return integers(type, depth);
    }
  }

  std::string composite(T type, int depth) {
    if (oneIn(2)) return leaf(type);
    if (type.base == 's') {
      return "S(" + expression({'f', 3}, depth - 1) + ", " + expression({'f', 1, 1, true}, depth - 1) + ", " +
             expression({'i', 2}, depth - 1) + ")";
    }
    T element = type;
    element.array = false;
    std::string text = nameOf(type) + "(";
    for (int i = 0; i < 3; ++i) text += (i ? ", " : "") + expression(element, depth - 1);
    return text + ")";
  }

  std::string matrix(T type, int depth) {
    const auto self = [&] { return expression(type, depth - 1); };
    switch (below(7)) {
      case 0: return join(self(), "+", self());
      case 1: return "matrixCompMult(" + self() + ", " + self() + ")";
      case 2: return join(self(), "*", expression(kFloat, depth - 1));
      case 3: return "transpose(" + expression({'f', type.columns, type.rows}, depth - 1) + ")";
      case 4:
        return "outerProduct(" + expression({'f', type.rows}, depth - 1) + ", " +
               expression({'f', type.columns}, depth - 1) + ")";
      case 5: return type.rows == type.columns ? join(self(), "*", self()) : leaf(type);
      default: return leaf(type);
    }
  }

  /// Takes a scalar or a vector of `type` out of something larger.
  std::string part(T type, int depth) {
    Name name;
    std::vector<const Name*> found;
    for (const Name& candidate : names_) {
      if (candidate.type.base == type.base || candidate.type.base == 's') found.push_back(&candidate);
    }
    for (int tries = 0; tries < 4 && !found.empty(); ++tries) {
      name = *found[static_cast<size_t>(below(static_cast<int>(found.size())))];
      narrow(name);
      if (name.type == type) return name.text;
    }
    if (type.columns == 1 && !type.array && type.base != 's') {
      const std::string vector = expression({type.base, 4}, depth - 1);
      std::string swizzle;
      for (int i = 0; i < type.rows; ++i) swizzle += "xyzw"[below(4)];
      return "(" + vector + ")." + swizzle;
    }
    return leaf(type);
  }

  std::string convert(T type, int depth) {
    static const char kBases[] = {'f', 'i', 'u', 'b'};
    char from = kBases[below(4)];
    if (from == 'f' && (type.base == 'i' || type.base == 'u') && !options_.integersOfFloats) from = 'b';
    return nameOf(type) + "(" + expression({from, type.rows}, depth - 1) + ")";
  }

  std::string floats(T type, int depth) {
    static const char* const kOps[] = {"+", "-", "*", "/", "+", "*"};
    static const char* const kOne[] = {"sin",         "cos",       "floor", "fract",     "abs",     "ceil",
                                       "trunc",       "roundEven", "sign",  "sqrt",      "exp2",    "log2",
                                       "inversesqrt", "tan",       "atan",  "normalize", "radians", "tanh"};
    static const char* const kTwo[] = {"min", "max", "mod", "step", "pow", "atan", "reflect"};
    static const char* const kThree[] = {"clamp", "mix", "smoothstep", "faceforward"};
    const auto self = [&] { return expression(type, depth - 1); };
    const T vector{'f', 2 + below(3)};
    switch (below(14)) {
      case 0:
      case 1:
      case 2: return join(self(), pick(kOps), self());
      case 3: return join(self(), "*", expression(kFloat, depth - 1));
      case 4: return "(-(" + self() + "))";
      case 5: return std::string(pick(kOne)) + "(" + self() + ")";
      case 6: return std::string(pick(kTwo)) + "(" + self() + ", " + self() + ")";
      case 7: return std::string(pick(kThree)) + "(" + self() + ", " + self() + ", " + self() + ")";
      case 8:
      case 9: return part(type, depth);
      case 10: return convert(type, depth);
      case 11:
        if (type.rows == 1)
          return (oneIn(2) ? "dot(" : "distance(") + expression(vector, depth - 1) + ", " +
                 expression(vector, depth - 1) + ")";
        if (type.rows == 3) return "cross(" + self() + ", " + self() + ")";
        return nameOf(type) + "(" + expression({'f', type.rows - 1}, depth - 1) + ", " + expression(kFloat, depth - 1) +
               ")";
      case 12:
        if (type.rows == 1)
          return oneIn(2) ? "length(" + expression(vector, depth - 1) + ")"
                          : "determinant(" + expression({'f', 3, 3}, depth - 1) + ")";
        if (type.rows < 4) return join(expression({'f', type.rows, type.rows}, depth - 1), "*", self());
        return leaf(type);
      default: return leaf(type);
    }
  }

  std::string integers(T type, int depth) {
    static const char* const kOps[] = {"+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"};
    static const char* const kTwo[] = {"min", "max"};
    const auto self = [&] { return expression(type, depth - 1); };
    switch (below(9)) {
      case 0:
      case 1:
      case 2: return join(self(), pick(kOps), self());
      case 3: return std::string(oneIn(2) ? "(-(" : "(~(") + self() + "))";
      case 4: return std::string(pick(kTwo)) + "(" + self() + ", " + self() + ")";
      case 5:
        return type.base == 'i' ? (oneIn(2) ? "abs(" : "sign(") + self() + ")"
                                : "clamp(" + self() + ", " + self() + ", " + self() + ")";
      case 6: return part(type, depth);
      case 7: return convert(type, depth);
      default: return leaf(type);
    }
  }

  std::string booleans(T type, int depth) {
    static const char* const kCompare[] = {"<", "<=", ">", ">=", "==", "!="};
    static const char* const kVector[] = {"lessThan",         "lessThanEqual", "greaterThan",
                                          "greaterThanEqual", "equal",         "notEqual"};
    static const char* const kLogic[] = {"&&", "||", "^^"};
    const T operand = oneIn(2) ? kFloat : oneIn(2) ? kInt : kUint;
    if (type.rows > 1) {
      const T vector{operand.base, type.rows};
      switch (below(4)) {
        case 0:
        case 1:
          return std::string(pick(kVector)) + "(" + expression(vector, depth - 1) + ", " +
                 expression(vector, depth - 1) + ")";
        case 2: return "not(" + expression(type, depth - 1) + ")";
        default: return leaf(type);
      }
    }
    switch (below(8)) {
      case 0:
      case 1: return join(expression(operand, depth - 1), pick(kCompare), expression(operand, depth - 1));
      case 2:
      case 3: return join(expression(kBool, depth - 1), pick(kLogic), expression(kBool, depth - 1));
      case 4: return "(!" + expression(kBool, depth - 1) + ")";
      case 5: return (oneIn(2) ? "any(" : "all(") + expression({'b', 2 + below(3)}, depth - 1) + ")";
      case 6: return (oneIn(2) ? "isnan(" : "isinf(") + expression(kFloat, depth - 1) + ")";
      default: {
        const T whole = anyType();
        return join(expression(whole, depth - 1), oneIn(2) ? "==" : "!=", expression(whole, depth - 1));
      }
    }
  }

  const RandomShaderOptions& options_;
  std::mt19937 engine_;
  std::vector<Name> names_;
  std::vector<RandomFunction> functions_;
  std::string text_;
  T result_;
  bool inMain_ = true;
  bool leftLanes_ = false;  // there may be lanes that returned or became helpers: derivatives have no meaning any more
  int counter_ = 0;
  int budget_ = 0;  // statements that may still hold others: nesting would multiply
  int loops_ = 0;
  int calls_ = 0;
  int breakable_ = 0;
  int indexDepth_ = 0;
};

}  // namespace

RandomShader randomShader(uint32_t seed, const RandomShaderOptions& options) { return Generator(seed, options).run(); }

}  // namespace sw
