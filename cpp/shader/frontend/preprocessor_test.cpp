// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/frontend/preprocessor.h"

#include <gtest/gtest.h>

namespace sw {
namespace {

struct Result {
  bool good;
  std::string text, log;
};

Result run(const std::string& source, int version = 300) {
  Result result;
  result.good = preprocess(source + "\n", version, {"GL_ES"}, result.text, result.log);
  return result;
}

/// The text with runs of blanks as one, without blank lines at its ends.
std::string expanded(const std::string& source, int version = 300) {
  const Result result = run(source, version);
  EXPECT_TRUE(result.good) << source << "\n" << result.log;
  std::string text;
  for (char c : result.text) {
    if (c == '\n') c = ' ';
    if (c != ' ' || (!text.empty() && text.back() != ' ')) text += c;
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::string failure(const std::string& source) {
  const Result result = run(source);
  EXPECT_FALSE(result.good) << source << "\n" << result.text;
  return result.log;
}

TEST(Preprocessor, ReplacesMacros) {
  EXPECT_EQ(expanded("#define A 1\nA B"), "1 B");
  EXPECT_EQ(expanded("#define A(x, y) x + y\nA(1, (2, 3))"), "1 + (2, 3)");
  EXPECT_EQ(expanded("#define A() x\nA() A"), "x A");
  EXPECT_EQ(expanded("#define A (x)\nA"), "(x)");
  EXPECT_EQ(expanded("#define A B\n#define B C\nA"), "C");
  EXPECT_EQ(expanded("#define A(x) B(x)\n#define B(x) x x\nA(A(1))"), "1 1 1 1");
  EXPECT_EQ(expanded("#define A 1\n#undef A\nA"), "A");
  EXPECT_EQ(expanded("#define f(x) x\nf\n(\n3\n)"), "3");
  EXPECT_EQ(expanded("#define f(x) [x]\nf()"), "[]");
}

TEST(Preprocessor, AMacroDoesNotReplaceItself) {
  EXPECT_EQ(expanded("#define A A + 1\nA"), "A + 1");
  EXPECT_EQ(expanded("#define A B\n#define B A\nA B"), "A B");
  EXPECT_EQ(expanded("#define f(x) f(x)\nf(f(1))"), "f(f(1))");
  EXPECT_EQ(expanded("#define m(a)\n#define a m((a)\na)"), "");
}

TEST(Preprocessor, KeepsTokensOnTheirLines) {
  const Result result = run("a\n#define X\n\nb X c\n");
  EXPECT_EQ(result.text.substr(0, 8), "a\n\n\nb c\n");
}

TEST(Preprocessor, TokensThatMeetStayApart) {
  EXPECT_EQ(expanded("#define E\na+E+b-E-c"), "a+ +b- -c");
  EXPECT_EQ(expanded("#define E\na<E=b/E/c/E*d"), "a< =b/ /c/ *d");
  EXPECT_EQ(expanded("#define f(x) x\nf(a)b f(a)1 1f(a) x.f(1)"), "a b a 1 1f(a) x. 1");
  EXPECT_EQ(expanded("a+++b*-c.x[1.5e-3]"), "a+++b*-c.x[1.5e-3]");
}

TEST(Preprocessor, Predefines) {
  EXPECT_EQ(expanded("__VERSION__ GL_ES\n__LINE__"), "300 1 2");
  EXPECT_EQ(expanded("__VERSION__", 100), "100");
  // In a replacement, the line on which the invocation ends; in an argument, its own.
  EXPECT_EQ(expanded("#define B __LINE__, __LINE__\n#define A(x) B, x\nA(\n__LINE__\n)"), "5, 5, 4");
  EXPECT_EQ(expanded("#line 10 3\n__LINE__ __FILE__"), "#line 10 3 10 3");
  EXPECT_EQ(expanded("#define L 4\n#line L + 3\n__LINE__"), "#line 7 0 7");
}

TEST(Preprocessor, ChoosesBranches) {
  EXPECT_EQ(expanded("#if 0\na\n#elif 1\nb\n#else\nc\n#endif"), "b");
  EXPECT_EQ(expanded("#if 1\na\n#elif nonsense\nb\n#else\nc\n#endif"), "a");
  EXPECT_EQ(expanded("#ifdef A\na\n#else\nb\n#endif"), "b");
  EXPECT_EQ(expanded("#if 0\n#if nonsense\n#endif\n#error no\n#else\na\n#endif"), "a");
  EXPECT_EQ(expanded("#if defined(A) || defined GL_ES\na\n#endif"), "a");
  EXPECT_EQ(expanded("#define A 0\n#if defined(A) && A == 0\na\n#endif"), "a");
  EXPECT_EQ(expanded("#if defined(X) && X > 1\na\n#endif"), "");
}

TEST(Preprocessor, Evaluates) {
  const auto isTrue = [](const std::string& expression) {
    return expanded("#if " + expression + "\na\n#endif") == "a";
  };
  EXPECT_TRUE(isTrue("1 + 2 * 3 == 7"));
  EXPECT_TRUE(isTrue("(1 + 2) * 3 == 9"));
  EXPECT_TRUE(isTrue("-7 / 2 == -3 && -7 % 2 == -1"));
  EXPECT_TRUE(isTrue("1 << 4 == 0x10 && 010 == 8"));
  EXPECT_TRUE(isTrue("!0 && ~0 == -1 && 5 - 3 - 1 == 1"));
  EXPECT_TRUE(isTrue("(1 | 2 ^ 2 & 3) == 1"));
  EXPECT_TRUE(isTrue("0x7fffffff + 1 < 0"));
  EXPECT_TRUE(isTrue("(-2147483647 - 1) / -1 != 0"));
  EXPECT_TRUE(isTrue("1 || 1 / 0"));
  EXPECT_FALSE(isTrue("0 && undefined_name"));
}

TEST(Preprocessor, RefusesWhatIsWrong) {
  EXPECT_NE(failure("#if A\n#endif").find("0:1:"), std::string::npos);
  EXPECT_NE(failure("\n#if 1 / 0\n#endif").find("0:2:"), std::string::npos);
  EXPECT_NE(failure("#if 1 1\n#endif").find("0:1:"), std::string::npos);
  EXPECT_NE(failure("a\n#if 1\na").find("0:2: '#if'"), std::string::npos);
  EXPECT_NE(failure("#endif").find("0:1:"), std::string::npos);
  EXPECT_NE(failure("#else").find("0:1:"), std::string::npos);
  EXPECT_NE(failure("#if 1\n#else\n#else\n#endif").find("0:3:"), std::string::npos);
  EXPECT_NE(failure("#define A 1\n#define A 2").find("redefined"), std::string::npos);
  EXPECT_NE(failure("#define GL_X 1").find("reserved"), std::string::npos);
  EXPECT_NE(failure("#define GL_ES 1").find("predefined"), std::string::npos);
  EXPECT_NE(failure("#undef __LINE__").find("predefined"), std::string::npos);
  EXPECT_NE(failure("#define A(x, x) x").find("duplicate"), std::string::npos);
  EXPECT_NE(failure("#define A(x) x\nA(1, 2)").find("Too many"), std::string::npos);
  EXPECT_NE(failure("#define A(x, y) x\nA(1)").find("Too few"), std::string::npos);
  EXPECT_NE(failure("#define A(x) x\nA(1").find("unterminated"), std::string::npos);
  EXPECT_NE(failure("#error a reason").find("a reason"), std::string::npos);
  EXPECT_NE(failure("#nonsense").find("invalid directive"), std::string::npos);
  EXPECT_NE(failure("#line 20\n#nonsense").find("0:20:"), std::string::npos);
}

TEST(Preprocessor, DirectivesTakeEffectAmongArguments) {
  EXPECT_EQ(expanded("#define f(x) [x]\nf(\n#define A 5\nA)"), "[5]");
  EXPECT_EQ(expanded("#define f(x) [x]\nf(\n#ifdef A\n2\n#else\n3\n#endif\n)"), "[3]");
  EXPECT_EQ(expanded("#define f(x) [x]\nf\n#define A (1)\n#undef A\n#\n(2)"), "[2]");
  EXPECT_EQ(expanded("#define f(x) [x]\nf\n#define A\n"), "f");
  EXPECT_NE(failure("#define f(x) [x]\nf(\n#undef f\n2)").find(":3: 'f' : macro undefined while being invoked"),
            std::string::npos);
  EXPECT_NE(failure("#define A f(\n#define f(x) [x]\nA\n#undef f\n2)").find(":4: 'f' :"), std::string::npos);
  EXPECT_NE(failure("#define A f(\n#define f(x) [x]\nA\n#undef A\n2)").find(":4: 'A' :"), std::string::npos);
  EXPECT_NE(failure("#define f(x) [x]\nf(\n#if 0\n2)\n").find("unterminated"), std::string::npos);
}

TEST(Preprocessor, PragmasAreOfAnyTokens) {
  EXPECT_EQ(expanded("#pragma 1.0e 08 0x @ a"), "");
  EXPECT_EQ(expanded("#pragma STDGL  invariant ( all )"), "#pragma STDGL invariant(all)");
  EXPECT_EQ(expanded("#pragma STDGL invariant(all) more"), "");
  EXPECT_EQ(expanded("#pragma STDGL invariant(none)"), "");
  EXPECT_EQ(expanded("#pragma debug(on)\n#pragma optimize ( off )\n#pragma debug(1)\n#pragma debug(on) a"), "");
  for (const char* line : {"#pragma debug", "#pragma debug(maybe)", "#pragma optimize(a)"}) {
    EXPECT_NE(failure(line).find("'on' or 'off' expected"), std::string::npos) << line;
  }
}

TEST(Preprocessor, ExtensionDirectivesAreWhole) {
  EXPECT_EQ(expanded("# extension  a:b"), "#extension a : b");
  for (const char* line : {"#extension", "#extension a", "#extension a b", "#extension 1 : a",
                           "#extension a :", "#extension a : 1", "#extension a : b c"}) {
    EXPECT_NE(failure(std::string("\n") + line).find("0:2: '#extension' : invalid"), std::string::npos) << line;
  }
}

TEST(Preprocessor, IntegersThatOverflowAreTheLargestInGlslEs100) {
  const char* const large[] = {"4294967296", "99999999999999999999999", "0x1ffffffff", "037777777777777"};
  for (const char* text : large) {
    EXPECT_EQ(expanded(text, 100), "0xffffffff") << text;
    EXPECT_EQ(expanded(text, 300), text);
  }
  EXPECT_EQ(expanded("4294967296u", 100), "0xffffffffu");
  for (const char* text : {"4294967295", "0xffffffff", "037777777777", "1e99", "4294967296.", "089999999999"}) {
    EXPECT_EQ(expanded(text, 100), text);
  }
}

TEST(Preprocessor, RepeatingADefinitionIsAllowed) {
  EXPECT_EQ(expanded("#define A(x) x  + 1\n#define A(x) x + 1\nA(2)"), "2 + 1");
}

TEST(Preprocessor, PassesOnWhatTheParserWants) {
  EXPECT_EQ(expanded("#version 300 es\n#extension X : enable"), "#version 300 es #extension X : enable");
}

TEST(Preprocessor, BoundsWhatAShortTextCanAskFor) {
  std::string doubling = "#define A0 x x\n";
  for (int i = 1; i < 60; ++i) {
    const std::string n = std::to_string(i), m = std::to_string(i - 1);
    doubling += "#define A" + n + " A" + m + " A" + m + "\n";
  }
  EXPECT_NE(failure(doubling + "A59").find("too long"), std::string::npos);
  std::string nested = "x";
  for (int i = 0; i < 2000; ++i) nested = "f(" + nested + ")";
  EXPECT_NE(failure("#define f(x) x\n" + nested).find("too deeply"), std::string::npos);
  EXPECT_NE(failure("#if " + std::string(3000, '(') + "1" + std::string(900, ')') + "\n#endif").find("too deeply"),
            std::string::npos);
  EXPECT_NE(failure("#if " + std::string(100000, '!') + "1\n#endif").find("too long"), std::string::npos);
}

}  // namespace
}  // namespace sw
