// A piece that is out: a reminder copied, the piece taken back. The panel and the waiting list do the same.
import type { OutWith } from "../../../core/types";
import { copyText } from "../../../stores/clipboard";
import { room } from "../../../stores/room.svelte";
import { back, remind } from "../../../stores/waiting.svelte";

/** Writes a reminder, copies it and says so. */
export async function remindOf(out: OutWith): Promise<void> {
  try {
    const { text, mail } = await remind(out.id);
    const copied = await copyText(text);
    const to = mail ? `${out.who}, ${mail}` : out.who;
    room.screen.tell(
      copied ? `A reminder to ${to} is copied; paste it into your mail.` : "The clipboard did not take it.",
      !copied,
    );
  } catch (thrown) {
    room.screen.fail(thrown);
  }
}

export async function takeBack(out: OutWith): Promise<void> {
  try {
    await back(out.id);
    room.screen.tell(`Back from ${out.who}. A copy that came is taken in with Import, and compared.`);
  } catch (thrown) {
    room.screen.fail(thrown);
  }
}
