// Where the states and moves of a workflow stand on a drawing: a column of states in order, steps on between neighbours as straight
// arrows, longer ways as arcs, forth on one side and back on the other; what is set aside beside it. Numbers only.
import type { State, Transition } from "../../core/types";

export const BOX = { wide: 176, high: 30, gap: 54, left: 190, aside: 560 };

export interface Box {
  state: State;
  x: number;
  y: number;
  /** Of what is set aside: from where one comes here, in words, line by line. */
  told: string[];
}
export interface Arrow {
  step: Transition;
  path: string;
  /** Words beside a straight arrow, and where they begin; null: an arc is told by its title. */
  label: { x: number; y: number; text: string } | null;
  /** "Copy edit to Proof: Pass to proof, 2 gates". */
  title: string;
}
export interface Drawn {
  boxes: Box[];
  arrows: Arrow[];
  wide: number;
  high: number;
}

const gates = (step: Transition): string =>
  step.gates.length === 0 ? "" : ` · ${step.gates.length} ${step.gates.length === 1 ? "gate" : "gates"}`;

/** Words in lines of at most 34 letters, or one word. */
function lines(words: string): string[] {
  return words.split(" ").reduce<string[]>((all, word) => {
    const last = all.at(-1);
    if (last === undefined || last.length + word.length > 33) return [...all, word];
    return [...all.slice(0, -1), `${last} ${word}`];
  }, []);
}

export function draw(all: State[], transitions: Transition[]): Drawn {
  const states = all.filter((one) => !one.off);
  const line = states.filter((one) => one.group !== "aside");
  const aside = states.filter((one) => one.group === "aside");
  const at = new Map(line.map((one, index) => [one.id, index]));
  const top = (index: number): number => 16 + index * BOX.gap;
  const names = new Map(states.map((one) => [one.id, one.name]));
  const boxes: Box[] = line.map((state, index) => ({ state, x: BOX.left, y: top(index), told: [] }));
  const before = line.filter((one) => one.group === "before");
  for (const [index, state] of aside.entries()) {
    const from = transitions.filter((step) => step.to === state.id && at.has(step.from));
    const every = before.length > 0 && before.every((one) => from.some((step) => step.from === one.id));
    const back = transitions.some((step) => step.from === state.id && step.to === "back");
    const way = every
      ? "from every state before publication"
      : `from ${from.map((step) => names.get(step.from)).join(", ")}`;
    boxes.push({
      state,
      x: BOX.aside,
      y: top(0) + index * 84,
      told: from.length === 0 ? [] : lines(way + (back ? ", and back" : "")),
    });
  }
  const arrows: Arrow[] = [];
  for (const step of transitions) {
    const [from, to] = [at.get(step.from), at.get(step.to)];
    if (from === undefined || to === undefined) continue;
    const title = `${names.get(step.from)} to ${names.get(step.to)}: ${step.label}${gates(step)}`;
    const middle = BOX.left + BOX.wide / 2;
    if (to === from + 1 && step.kind === "") {
      const y = top(from) + BOX.high;
      arrows.push({
        step,
        title,
        path: `M${middle} ${y} V${top(to) - 2}`,
        label: { x: middle + 10, y: y + 15, text: step.label + gates(step) },
      });
      continue;
    }
    const forth = to > from;
    // Where two moves lead the same way they leave apart.
    const apart = arrows.filter((one) => one.step.from === step.from && one.step.to === step.to).length * 5;
    const side = forth ? BOX.left + BOX.wide : BOX.left;
    const reach = (forth ? 1 : -1) * (24 + 16 * Math.abs(to - from) + apart);
    const [y1, y2] = [
      top(from) + BOX.high / 2 + (forth ? 5 : -5) + apart,
      top(to) + BOX.high / 2 + (forth ? -7 : 7) - apart,
    ];
    arrows.push({
      step,
      title,
      label: null,
      path: `M${side} ${y1} C${side + reach} ${y1} ${side + reach} ${y2} ${side + (forth ? 3 : -3)} ${y2}`,
    });
  }
  return { boxes, arrows, wide: 770, high: Math.max(top(line.length), 100 + aside.length * 84) };
}

/** The same in sentences: every state with its moves. */
export function sentences(all: State[], transitions: Transition[]): string[] {
  const used = all.filter((one) => !one.off);
  const name = (id: string): string | undefined =>
    id === "back" ? "where it was" : used.find((one) => one.id === id)?.name;
  return used.map((state) => {
    const ways = transitions
      .filter((step) => step.from === state.id && name(step.to))
      .map((step) => `${step.label}, to ${name(step.to)}${gates(step)}`);
    return `${state.name}: ${ways.length === 0 ? "no move leads on" : ways.join("; ")}.`;
  });
}
