// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {classesOf} from './classes.ts';
import {circles, crowdedClasses, isLong, postIncrements} from './lint.ts';

test('a circle of imports is named, and shared imports are none', () => {
  const tree = new Map([
    ['a', ['b', 'c']],
    ['b', ['d']],
    ['c', ['d']],
    ['d', []],
  ]);
  assert.deepEqual(circles(tree), []);
  assert.deepEqual(circles(new Map([...tree, ['d', ['a']]])), ['a -> b -> d -> a']);
  assert.deepEqual(circles(new Map([['a', ['a']]])), ['a -> a']);
});

test('methods are counted, each overload once, and other members are not', () => {
  const source = `
    // void comment();
    #define MACRO void macro();
    namespace sw {
    struct Free { int a = f(1); std::vector<int> list{1, 2}; std::function<void(int)> call; };
    template <typename T>
    class Outer final : public Base<T> {
     public:
      explicit Outer(int a) : a_(a), b_{a} { run(a); }
      ~Outer();
      Outer(const Outer&) = delete;
      void run(int a) const { if (a > 0) { other(a); } }
      void run();
      bool operator==(const Outer&) const = default;
      T operator()(int at) const { return list_[at]; }
      static constexpr int kSize = sizeof(int);
      enum class Kind : uint8_t { One, Two };
      const char* text() const { return "void no(); {"; }
     private:
      struct Inner { int size() const; };
      friend class Free;
      using Call = void (*)(int);
      void (Outer::*member_)(int);
      int a_;
      int b_ = count(3);
    };
    void free(int a) { struct Local { void of() {} }; }
    struct Outer::Impl { void deep(); };
    }`;
  const found = Object.fromEntries(classesOf(source).map(({name, methods}) => [name, methods.join(' ')]));
  assert.deepEqual(found, {
    Free: '',
    Outer: 'run run operator() text',
    'Outer::Inner': 'size',
    'Outer::Impl': 'deep',
  });
});

test('a class of many methods is refused, but for instruction builders', () => {
  const classOf = (name: string, count: number): string =>
    `class ${name} {${Array.from({length: count}, (_, index) => `void f${index}();`).join(' ')}};`;
  assert.deepEqual(crowdedClasses('a.h', classOf('Small', 40)), []);
  assert.deepEqual(crowdedClasses('a.h', classOf('Large', 41)), ['a.h: Large has 41']);
  assert.deepEqual(crowdedClasses('a.h', classOf('FunctionBuilder', 41)), []);
});

test('a file of many lines is refused, but for tables', () => {
  assert.equal(isLong('cpp/a.cpp', '\n;'.repeat(599)), false);
  assert.equal(isLong('cpp/a.cpp', '\n;'.repeat(600)), true);
  assert.equal(isLong('cpp/support/gl_constants.h', '\n;'.repeat(600)), false);
});

test('an increment stands before what it changes, unless its value is used', () => {
  const source = [
    'for (int i = 0; i < n; i++) f(i);',
    'for (int i = 0; i < n; ++i) list.push_back(next++);',
    '  count_--;',
    'const char* glsl = R"(for (int i = 0; i < 3; i++) {',
    '})";',
    'for (int i = 0, k = 9; i < n; ++i, k--) g(i, k);  // i++;',
    '  if (more) a[i++] = 1;',
  ].join('\n');
  assert.deepEqual(postIncrements('a.cpp', source), ['a.cpp:3', 'a.cpp:1', 'a.cpp:6']);
});
