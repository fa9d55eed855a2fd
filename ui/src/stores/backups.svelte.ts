// The safety of a desk, the open one or a recent one that may not open any more: its backups, and the doctor's ways.
import { call } from "../core/client";
import type { AppState, Backup, BackupPiece, BackupTaken, Checkup, Repaired, Rescued } from "../core/types";

export class Backups {
  list = $state.raw<Backup[] | null>(null);
  /** The backup whose pieces are shown, and these. */
  inside = $state.raw<{ backup: Backup; pieces: BackupPiece[] } | null>(null);
  /** A line of the recent desks; null: the open desk. */
  recent = $state.raw<string | null>(null);

  async load(): Promise<void> {
    this.list = await call("backup_list", { recent: this.recent });
  }

  /** Makes one now. */
  async make(): Promise<Backup> {
    const made = await call("backup_make", {});
    await this.load();
    return made;
  }

  async show(): Promise<void> {
    await call("backup_show", { recent: this.recent });
  }

  async lookInside(backup: Backup): Promise<void> {
    const pieces = await call("backup_pieces", { recent: this.recent, backup: backup.id });
    this.inside = { backup, pieces };
  }

  /** Takes one piece out: as a version, or as a piece of its own. */
  take(backup: string, article: string, fresh: boolean): Promise<BackupTaken> {
    return call("backup_take", { backup, article, fresh });
  }

  open(backup: Backup): Promise<AppState> {
    return call("backup_open", { recent: this.recent, backup: backup.id });
  }

  /** Reads every row of the open desk. */
  check(): Promise<Checkup> {
    return call("desk_check", {});
  }

  /** Writes a repaired copy, after asking where. */
  repair(): Promise<Repaired> {
    return call("desk_repair", { recent: this.recent });
  }

  /** Saves every piece as files, after asking where. */
  rescue(): Promise<Rescued> {
    return call("desk_rescue", { recent: this.recent });
  }

  restore(backup: Backup): Promise<AppState> {
    return call("backup_restore", { recent: this.recent, backup: backup.id });
  }
}
