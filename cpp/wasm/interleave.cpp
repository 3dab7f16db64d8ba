// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "wasm/interleave.h"

#include <algorithm>
#include <cstring>

#include "support/assert.h"
#include "wasm/instructions.h"
#include "wasm/module_builder.h"

namespace sw::wasm {

namespace {

struct Node {
  enum class Kind : uint8_t { Plain, Construct };
  Kind kind = Kind::Plain;
  uint32_t begin = 0, end = 0;    // tokens; a construct's: its condition, if any, and all up to its `end`
  uint32_t opens = 0, other = 0;  // tokens of block, loop or if, and of else, 0: none
  bool differs = false;           // its runs do different things
  bool whole = false;             // constructs: one run after the other
  std::vector<Node> body, elseBody;
};

// When it pays. A processor that sees some two hundred instructions ahead overlaps short stretches by itself, and one
// whose instructions depend on each other little is busy anyway. Engines take much longer for very long functions.
constexpr uint32_t kLongChain = 80;     // cycles
constexpr uint32_t kBusyPerCycle = 23;  // tenths of instructions
constexpr size_t kMostBytes = 16384;

/// How long an instruction keeps what waits for it, in cycles of a common processor, and how much work it is.
struct Cost {
  uint32_t latency, work;
};

Cost costOf(const Token& token) {
  constexpr Cost kCalled{60, 30};  // a mathematical function
  constexpr Cost kDivision{12, 5}, kFloat{4, 1}, kLoad{5, 1}, kOther{1, 1}, kNothing{0, 0};
  switch (token.op) {
    case Opcode::Call:
    case Opcode::CallIndirect: return kCalled;
    case Opcode::LocalGet:
    case Opcode::LocalSet:
    case Opcode::LocalTee: return kNothing;
    case Opcode::F32x4Div:
    case Opcode::F32x4Sqrt:
    case Opcode::F32Div:
    case Opcode::F32Sqrt: return kDivision;
    default: break;
  }
  const OpcodeInfo& info = infoOf(token.op);
  if (info.immediate == Immediate::Memory || info.immediate == Immediate::MemoryLane) return kLoad;
  if (info.signature[0] == ':') return kNothing;  // a constant
  const bool isFloat = info.text[0] == 'f' && std::strstr(info.text, "lane") == nullptr;
  return isFloat ? kFloat : kOther;
}

}  // namespace

bool paysInterleaving(FunctionBuilder& f, const Stretch& stretch) {
  if (stretch.code.size() > kMostBytes) return false;
  uint32_t work = 0, chain = 0;
  std::vector<uint32_t> ready(f.localCount(), 0), stack;  // cycles after which a value is there
  for (const Token& token : readTokens(stretch)) {
    const auto [operands, results] = operandsOf(f.module(), token);
    const Cost cost = costOf(token);
    uint32_t start = token.op == Opcode::LocalGet ? ready[token.operand] : 0;
    for (size_t i = 0; i < operands && !stack.empty(); ++i) {
      start = std::max(start, stack.back());
      stack.pop_back();
    }
    const uint32_t end = start + cost.latency;
    if (token.op == Opcode::LocalSet || token.op == Opcode::LocalTee) ready[token.operand] = end;
    stack.insert(stack.end(), results, end);
    work += cost.work;
    chain = std::max(chain, end);
  }
  return chain >= kLongChain && 10 * work < kBusyPerCycle * chain;
}

namespace {

class Interleaver {
 public:
  Interleaver(FunctionBuilder& f, const Stretch& stretch, std::span<const std::pair<Local, Local>> own)
      : f_(f), stretch_(stretch), tokens_(withShortStatements(f, readTokens(stretch))) {
    differs_.assign(f.localCount(), 0);
    second_.assign(f.localCount(), kNone);
    carried_.assign(f.localCount(), 0);
    touches_.assign(f.localCount(), 0);
    for (const auto& [first, second] : own) {
      differs_[first.index] = true;
      second_[first.index] = second.index;
    }
  }

  std::optional<Stretch> run() {
    uint32_t at = 0;
    nodes_ = parse(at);
    if (!possible_ || nodes_.empty() || at != tokens_.size()) return {};
    findCarried();
    do {
      changed_ = false;
      mark(nodes_, false);
    } while (changed_ && possible_);
    if (!possible_ || !checkAll(nodes_)) return {};
    for (uint32_t local = 0; local < second_.size(); ++local) {
      if (differs_[local] && second_[local] == kNone && !carried_[local]) {
        second_[local] = f_.addLocal(f_.typeOf(Local{local})).index;
      }
    }
    write(nodes_);
    return std::move(out_);
  }

 private:
  static constexpr uint32_t kNone = 0xffffffffu;

  // --- statements

  /// Statements up to the `end` or `else` of the construct that holds them, or to the end of all.
  std::vector<Node> parse(uint32_t& at) {
    std::vector<Node> nodes;
    Node node{.begin = at};
    int height = 0;
    const auto finish = [&] {
      node.end = at;
      nodes.push_back(std::move(node));
      node = Node{.begin = at};
      height = 0;
    };
    while (at < tokens_.size() && possible_) {
      const Token& token = tokens_[at];
      if (token.op == Opcode::End || token.op == Opcode::Else) break;
      if (!opensConstruct(token.op)) {
        const auto [operands, results] = operandsOf(f_.module(), token);
        height += int(results) - int(operands);
        ++at;
        if (height == 0) finish();
        continue;
      }
      node.kind = Node::Kind::Construct;
      node.opens = at++;
      node.body = parse(at);
      if (at < tokens_.size() && tokens_[at].op == Opcode::Else) {
        node.other = at++;
        node.elseBody = parse(at);
      }
      ++at;  // `end`
      finish();
    }
    return nodes;
  }

  // --- what differs

  /// Locals that hold something when a run begins and change in it.
  void findCarried() {
    std::vector<uint8_t> seen(carried_.size(), 0);
    for (const Token& token : tokens_) {
      if (token.op == Opcode::LocalGet && !seen[token.operand]) seen[token.operand] = 1;
      if (token.op != Opcode::LocalSet) continue;
      if (second_[token.operand] != kNone) possible_ = false;  // a given one is not assigned
      if (!seen[token.operand]) seen[token.operand] = 2;
      if (seen[token.operand] == 1) carried_[token.operand] = true;
    }
  }

  bool reads(uint32_t begin, uint32_t end) const {
    for (uint32_t i = begin; i < end; ++i) {
      const Token& token = tokens_[i];
      if (isLocal(token) && differs_[token.operand]) return true;
    }
    return false;
  }

  void setDiffers(Node& node) {
    if (node.differs) return;
    node.differs = changed_ = true;
  }

  void writesDiffer(uint32_t begin, uint32_t end) {
    for (uint32_t i = begin; i < end; ++i) {
      const Token& token = tokens_[i];
      if (token.op != Opcode::LocalSet) continue;
      if (differs_[token.operand]) continue;
      differs_[token.operand] = true;
      changed_ = true;
    }
  }

  /// The constructs around the one at work whose way out is not the same for both runs become whole.
  void partAt(uint32_t label) {
    if (label >= open_.size()) {
      possible_ = false;
      return;
    }
    Node& target = *open_[open_.size() - 1 - label];
    if (target.whole) return;
    target.whole = changed_ = true;
  }

  void mark(std::vector<Node>& nodes, bool parted) {
    for (Node& node : nodes) {
      if (node.kind == Node::Kind::Construct) {
        markConstruct(node, parted);
        continue;
      }
      if (parted || reads(node.begin, node.end)) {
        setDiffers(node);
        writesDiffer(node.begin, node.end);
      }
      const Token& last = tokens_[node.end - 1];
      if (last.op == Opcode::Br && parted) partAt(last.operand);
      if (last.op == Opcode::BrIf && (parted || (node.differs && last.join == Join::None))) partAt(last.operand);
    }
  }

  void markConstruct(Node& node, bool parted) {
    const bool hasCondition = tokens_[node.opens].op == Opcode::If;
    const bool conditionDiffers = hasCondition && (parted || reads(node.begin, node.opens));
    if (conditionDiffers) {
      setDiffers(node);
      writesDiffer(node.begin, node.opens);
      if (tokens_[node.opens].join != Join::Any && !node.whole) node.whole = changed_ = true;
    }
    const bool partsHere = parted || node.whole;
    if (node.whole) setDiffers(node);
    open_.push_back(&node);
    mark(node.body, partsHere);
    mark(node.elseBody, partsHere);
    open_.pop_back();
  }

  // --- what may be

  /// Whether a statement that differs leaves both runs right: what comes back from a call in memory, both would share.
  bool isAllowed(const Node& node) const {
    for (uint32_t i = node.begin; i < node.end; ++i) {
      switch (tokens_[i].op) {
        case Opcode::GlobalSet:
        case Opcode::CallIndirect:
        case Opcode::MemoryFill:
        case Opcode::MemoryCopy:
        case Opcode::MemoryInit: return false;
        default: break;
      }
    }
    return true;
  }

  bool checkAll(const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
      // What outlives the runs changes in one place: there, the first run is over when the second begins.
      if (node.kind == Node::Kind::Plain || node.whole) {
        std::vector<uint32_t> touched;
        for (uint32_t i = node.begin; i < node.end; ++i) {
          const Token& token = tokens_[i];
          if (!isLocal(token)) continue;
          if (carried_[token.operand] && differs_[token.operand]) touched.push_back(token.operand);
        }
        std::sort(touched.begin(), touched.end());
        touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
        for (uint32_t local : touched) {
          if (++touches_[local] > 1) return false;
        }
      }
      if (node.kind == Node::Kind::Construct) {
        if (node.whole) continue;
        if (node.other && tokens_[node.opens].join != Join::None && node.differs) return false;
        if (!checkAll(node.body) || !checkAll(node.elseBody)) return false;
      } else if (node.differs && !isAllowed(node)) {
        return false;
      }
    }
    return true;
  }

  // --- writing

  void writeTokens(uint32_t begin, uint32_t end, bool second) {
    Bytes& to = out_.code;
    for (uint32_t i = begin; i < end; ++i) {
      const Token& token = tokens_[i];
      if (token.end != 0) takeLine(token.begin);
      if (isLocal(token)) {
        writeOp(token.op);
        writeUnsigned(to, second && second_[token.operand] != kNone ? second_[token.operand] : token.operand);
      } else {
        to.insert(to.end(), stretch_.code.begin() + token.begin, stretch_.code.begin() + token.end);
      }
    }
  }

  void takeLine(uint32_t position) {
    const auto next = std::upper_bound(stretch_.lines.begin(), stretch_.lines.end(), position,
                                       [](uint32_t p, const LineMark& mark) { return p < mark.position; });
    const uint32_t line = next == stretch_.lines.begin() ? 0 : (next - 1)->line;
    if (!out_.lines.empty() && out_.lines.back().line == line) return;
    out_.lines.push_back({out_.code.size(), line});
  }

  void writeOp(Opcode op) { out_.code.push_back(uint8_t(infoOf(op).code)); }

  void write(const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
      if (node.kind == Node::Kind::Construct) {
        writeConstruct(node);
        continue;
      }
      if (!node.differs) {
        writeTokens(node.begin, node.end, false);
        if (isSum(node)) writeTokens(node.begin, node.end, false);
        continue;
      }
      const Token& last = tokens_[node.end - 1];
      if (last.op == Opcode::BrIf) {
        writeConditions(node, node.end - 1, last.join);
        writeTokens(node.end - 1, node.end, false);
        continue;
      }
      writeTokens(node.begin, node.end, false);
      writeTokens(node.begin, node.end, true);
    }
  }

  /// Whether a statement counts in a local that outlives the runs: `n = n + 7`. Both count, though the same.
  bool isSum(const Node& node) const {
    if (node.end - node.begin != 4) return false;
    const Token* const t = &tokens_[node.begin];
    return t[0].op == Opcode::LocalGet && t[1].op == Opcode::I32Const &&
           (t[2].op == Opcode::I32Add || t[2].op == Opcode::I32Sub) && t[3].op == Opcode::LocalSet &&
           t[3].operand == t[0].operand && carried_[t[0].operand];
  }

  /// One i32 for both runs.
  void writeConditions(const Node& node, uint32_t end, Join join) {
    SW_ASSERT(join != Join::None);
    for (const bool second : {false, true}) {
      writeTokens(node.begin, end, second);
      if (join == Join::All) writeOp(Opcode::I32Eqz);
    }
    writeOp(Opcode::I32Or);
    if (join == Join::All) writeOp(Opcode::I32Eqz);
  }

  void writeConstruct(const Node& node) {
    if (node.whole) {
      for (const bool second : {false, true}) {
        writeTokens(node.begin, node.end, second);
      }
      return;
    }
    if (node.differs) {
      writeConditions(node, node.opens, Join::Any);
      writeTokens(node.opens, node.opens + 1, false);
    } else {
      writeTokens(node.begin, node.opens + 1, false);
    }
    write(node.body);
    if (node.other) {
      writeTokens(node.other, node.other + 1, false);
      write(node.elseBody);
    }
    writeTokens(node.end - 1, node.end, false);
  }

  FunctionBuilder& f_;
  const Stretch& stretch_;
  std::vector<Token> tokens_;  // without a tee
  std::vector<Node> nodes_;
  std::vector<Node*> open_;       // constructs around the one at work
  std::vector<uint8_t> differs_;  // by local
  std::vector<uint8_t> carried_;  // by local
  std::vector<uint8_t> touches_;  // by local: nodes that use a carried one
  std::vector<uint32_t> second_;  // by local: the other run's
  bool possible_ = true;
  bool changed_ = false;
  Stretch out_;
};

}  // namespace

std::optional<Stretch> interleave(FunctionBuilder& f, const Stretch& stretch,
                                  std::span<const std::pair<Local, Local>> own) {
  return Interleaver(f, stretch, own).run();
}

}  // namespace sw::wasm
