// What a menu is made of.

export interface MenuItem {
  id: string;
  name: string;
  /** Shown at the end of the line: keys, a count. */
  hint?: string;
  /** True: ticked. Undefined: cannot be ticked. */
  on?: boolean;
  danger?: boolean;
  disabled?: boolean;
}
export interface MenuGroup {
  title?: string;
  items: MenuItem[];
}
