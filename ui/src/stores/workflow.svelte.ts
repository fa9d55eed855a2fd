// A change of the desk's workflow while it is made: nothing is written before it is kept as a whole. What may be is the core's to say.
import { call } from "../core/client";
import type { ActRule, State, Transition, WorkflowInfo } from "../core/types";

export const SHAPES = ["dot", "ring", "square", "diamond", "triangle", "bar"] as const;
export const COLOURS = ["ink", "blue", "amber", "green", "violet", "red"] as const;
export const BACK = "back";
/** Stands among the roles for whoever has the piece. */
export const ASSIGNED = "assigned";

const copy = <T>(value: T): T => structuredClone(value);

export class WorkflowDraft {
  info = $state.raw<WorkflowInfo | null>(null);
  states = $state<State[]>([]);
  transitions = $state<Transition[]>([]);
  acts = $state<ActRule[]>([]);
  /** Where pieces go whose state goes. */
  piecesTo = $state<Record<string, string>>({});
  changed = $state(false);

  async load(): Promise<void> {
    this.take(await call("workflow_get", {}));
  }

  async save(): Promise<void> {
    const { states, transitions, acts, piecesTo: pieces_to } = this;
    const head = this.info?.head ?? null;
    this.take(await call("workflow_set", { states, transitions, acts, pieces_to, head }));
  }

  /** Takes a workflow on offer, to be looked at and kept. Who may do what beside moves stays. */
  preset(id: string): void {
    const found = this.info?.presets.find((one) => one.id === id);
    if (!found) return;
    this.states = copy(found.states);
    this.transitions = copy(found.transitions);
    this.changed = true;
  }

  /** States that hold pieces on the desk and would be gone or off. */
  gone(counts: Map<string, number>): State[] {
    return (this.info?.states ?? []).filter(
      (old) => (counts.get(old.id) ?? 0) > 0 && !this.states.some((one) => one.id === old.id && !one.off),
    );
  }

  addState(): string {
    let number = 1;
    while (this.states.some((one) => one.id === `state-${number}` || one.name === `New state ${number}`))
      number += 1;
    const id = `state-${number}`;
    const at = this.states.findIndex((one) => one.group === "out");
    this.states.splice(at < 0 ? this.states.length : at, 0, {
      id,
      name: `New state ${number}`,
      group: "before",
      colour: "blue",
      shape: "dot",
      editable: true,
      exports: false,
      off: false,
    });
    // A way in and a way out, so that it is of use at once.
    const before = this.states[(at < 0 ? this.states.length : at) - 1];
    if (before) {
      this.add(before.id, id);
      this.add(id, before.id);
    }
    this.changed = true;
    return id;
  }

  removeState(id: string): void {
    this.states = this.states.filter((one) => one.id !== id);
    this.transitions = this.transitions.filter((one) => one.from !== id && one.to !== id);
    this.changed = true;
  }

  moveState(id: string, by: 1 | -1): void {
    const at = this.states.findIndex((one) => one.id === id);
    const [one] = this.states.splice(at, 1);
    if (one) this.states.splice(Math.max(0, at + by), 0, one);
    this.changed = true;
  }

  add(from: string, to: string): void {
    if (this.transitions.some((one) => one.from === from && one.to === to && one.kind === "")) return;
    this.transitions.push({
      from,
      to,
      kind: "",
      label: `Pass to ${this.name(to).toLowerCase()}`,
      gates: [],
      primary: !this.transitions.some((one) => one.from === from && one.primary),
      reason: false,
      who: [],
      not_author: false,
    });
    this.changed = true;
  }

  remove(step: Transition): void {
    this.transitions = this.transitions.filter((one) => one !== step);
    this.changed = true;
  }

  /** Makes a move the usual way on from its state. */
  prefer(step: Transition): void {
    for (const one of this.transitions) if (one.from === step.from) one.primary = one === step;
    this.changed = true;
  }

  name(id: string): string {
    return id === BACK ? "where it was" : (this.states.find((one) => one.id === id)?.name ?? id);
  }

  private take(info: WorkflowInfo): void {
    this.info = info;
    this.states = copy(info.states);
    this.transitions = copy(info.transitions);
    this.acts = copy(info.acts);
    this.piecesTo = {};
    this.changed = false;
  }
}
