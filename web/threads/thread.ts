// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A thread that shades. It sleeps on a word of the control memory, where it runs no event loop: so messages are counted
// by their sender, and whoever has received fewer goes back to the event loop to receive the others.

import {WasmInstance, WasmModule, WasmRuntimeError, warn} from '../host/intrinsics.ts';
import {now} from '../loader/clock.ts';
import {kRoutineGlobals, type ThreadExports} from '../loader/boundary.ts';
import {RoutineTables} from '../loader/routine-tables.ts';
import {
  kBell,
  kFirstSent,
  kSleepers,
  type ContextMessage,
  type RoutineMessage,
  type ThreadMessage,
} from './messages.ts';

interface ShadingExports extends ThreadExports {
  readonly __indirect_function_table: WebAssembly.Table;
  readonly __stack_pointer: WebAssembly.Global;
}

/** Looks for work this often before it goes to sleep, some 0.1 ms: waking up takes longer than a batch. */
const kLooksBeforeSleep = 1000;

/** The core of one context, as this thread has it. */
class ShadedContext {
  readonly #exports: ShadingExports;
  readonly #message: ContextMessage;
  readonly #environment: WebAssembly.ModuleImports;
  readonly #routineTables: RoutineTables;
  #routines: number;

  constructor(message: ContextMessage) {
    this.#message = message;
    this.#routines = message.routines;
    const {module, memory, stack} = message;
    // Shading asks for the time and for nothing else; what is not meant to happen traps.
    const unexpected = (): never => {
      throw new WasmRuntimeError('a thread that shades asked for something else');
    };
    const host: WebAssembly.ModuleImports = {};
    for (const {name} of WasmModule.imports(module)) host[name] = unexpected;
    host['host_now'] = now;
    const instance = new WasmInstance(module, {host, env: {memory}});
    this.#exports = instance.exports as unknown as ShadingExports;
    this.#exports.__stack_pointer.value = stack;
    this.#environment = {memory};
    this.#routineTables = new RoutineTables(this.#exports.__indirect_function_table);
    for (const name of kRoutineGlobals) this.#environment[name] = instance.exports[name]!;
    this.#exports.threads_join(message.thread);
  }

  addRoutine({slot, module}: RoutineMessage): void {
    const table = this.#exports.__indirect_function_table;
    if (table.length <= slot) table.grow(slot + 1 - table.length);
    const routine = new WasmInstance(module, {
      core: {...this.#environment, table: this.#routineTables.next()},
    });
    table.set(slot, routine.exports['routine']);
    ++this.#routines;
  }

  work(): boolean {
    return this.#exports.threads_work(this.#message.thread, this.#routines) !== 0;
  }

  fail(): void {
    Atomics.store(new Int32Array(this.#message.memory.buffer), this.#message.failed >>> 2, 1);
  }
}

class Thread {
  readonly #control: Int32Array<SharedArrayBuffer>;
  readonly #sent: number;
  readonly #contexts = new Map<number, ShadedContext>();
  #received = 0;

  constructor(control: Int32Array<SharedArrayBuffer>, index: number) {
    this.#control = control;
    this.#sent = kFirstSent + index;
  }

  receive(message: ThreadMessage): void {
    ++this.#received;
    const id = 'id' in message ? message.id : 0;
    this.#guard(id, (context) => {
      if (message.kind === 'context') this.#contexts.set(id, new ShadedContext(message));
      else if (message.kind === 'routine') context?.addRoutine(message);
      else if (message.kind === 'drop') this.#contexts.delete(id);
    });
    this.#serve();
  }

  /** A context whose core traps here is lost; the others go on. */
  #guard(id: number, job: (context: ShadedContext | undefined) => void): void {
    const context = this.#contexts.get(id);
    try {
      job(context);
    } catch (error) {
      context?.fail();
      this.#contexts.delete(id);
      warn('soft-webgl2: a thread that shades stopped.', error);
    }
  }

  /** Until a message waits, or nobody is left to shade for. */
  #serve(): void {
    const control = this.#control;
    let looks = 0;
    while (this.#contexts.size > 0) {
      const bell = Atomics.load(control, kBell);
      if (Atomics.load(control, this.#sent) !== this.#received) return;
      let worked = false;
      for (const id of this.#contexts.keys()) this.#guard(id, (context) => (worked = context!.work() || worked));
      if (worked) looks = 0;
      else if (++looks > kLooksBeforeSleep) {
        looks = 0;
        Atomics.add(control, kSleepers, 1);
        Atomics.wait(control, kBell, bell);
        Atomics.sub(control, kSleepers, 1);
      }
    }
  }
}

/** Where messages come from: a worker's global object, or Node's parentPort. */
export interface ThreadPort {
  onmessage: ((event: MessageEvent) => void) | null;
}

export function serveThreads(port: ThreadPort): void {
  let thread: Thread | null = null;
  port.onmessage = ({data}: {data: ThreadMessage}) => {
    if (data.kind === 'start') thread = new Thread(data.control, data.index);
    else thread?.receive(data);
  };
}
