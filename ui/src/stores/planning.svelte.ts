// The planning of the desk: lists to tick for each state, templates, what recurs, who has how much in which week.
import { call } from "../core/client";
import type { ChecklistItem, ChecklistWish, Commands, Recurring, Template, Workload } from "../core/types";

export class Templates {
  list = $state.raw<Template[]>([]);
  rules = $state.raw<Recurring[]>([]);
  ready = $state.raw(false);

  async load(): Promise<void> {
    [this.list, this.rules] = await Promise.all([call("template_list", {}), call("recurring_list", {})]);
    this.ready = true;
  }
  async remove(template: string): Promise<void> {
    this.list = await call("template_remove", { template });
    this.rules = await call("recurring_list", {});
  }
  async set(rule: Commands["recurring_set"]["in"]): Promise<void> {
    this.rules = await call("recurring_set", rule);
  }
  async end(recurring: string): Promise<void> {
    this.rules = await call("recurring_remove", { recurring });
  }
  /** Makes what is to be there by now; a sentence, empty where nothing was. */
  async make(): Promise<string> {
    const { told } = await call("recurring_make", {});
    this.rules = await call("recurring_list", {});
    return told;
  }
}

/** Begins a piece from a template; answers its id. */
export async function begin(template: string): Promise<string> {
  return (await call("template_use", { template, slug: null })).article;
}

export function keepTemplate(wish: Commands["template_save"]["in"]): Promise<Template[]> {
  return call("template_save", wish);
}

export function checklists(): Promise<ChecklistItem[]> {
  return call("checklist_list", {});
}

export function setChecklist(state: string, items: ChecklistWish[]): Promise<ChecklistItem[]> {
  return call("checklist_set", { state, items });
}

export function seriesNames(): Promise<string[]> {
  return call("series_list", {}).then((all) => all.map((one) => one.name));
}

export function workload(query: string, weeks: number): Promise<Workload> {
  return call("article_workload", { query, weeks });
}
