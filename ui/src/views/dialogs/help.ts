// What the help says: keys outside the editor, the main tasks step by step, the newsroom's words.

/** Keys that no one can change: what they do is the same in every program. */
export const KEYS: { title: string; keys: (readonly [string, string])[] }[] = [
  {
    title: "The list",
    keys: [
      ["↑ ↓", "Row by row"],
      ["Enter", "Open the piece"],
      ["Space", "Choose the piece"],
      ["Shift-↓", "Choose several"],
      ["Mod-a", "Choose all"],
      ["Alt-Shift-← →", "On a column’s name: move the column"],
      ["← →", "On a column’s edge: narrower, wider"],
      ["Mod-v", "Take in what was copied"],
    ],
  },
  {
    title: "The board",
    keys: [
      ["← ↑ → ↓", "From card to card"],
      ["Alt-→", "Move the piece to the next column that the workflow allows"],
      [
        "Alt-←",
        "Move it back, from hold to where it was; by person or section, the same keys give the piece or change its section",
      ],
      ["Escape", "Let a dragged card go where it was"],
    ],
  },
  {
    title: "The calendar",
    keys: [
      ["← ↑ → ↓", "From date to date"],
      ["Alt-← →", "Move the date by a day; Enter then sets it"],
      ["Alt-↑ ↓", "Move it by a week"],
      ["Alt-Enter", "Plan a piece without a date for today"],
    ],
  },
  { title: "Dialogs", keys: [["Escape", "Close what lies on top"]] },
];

export const HOW: { title: string; steps: string[] }[] = [
  {
    title: "Find pieces, and keep what you look for as a view",
    steps: [
      'Ctrl K, then words of the text, headline, notes or names. The newest come first; Enter puts the best fit first. "Words in quotation marks" stand together; -word leaves out.',
      'author: state: section: lang: with: tag: before: after: narrow it: author:duarte state:"copy edit" before:fri. with:me is what waits for you; a slip in a name is forgiven.',
      "has:note has:picture has:placeholder has:error has:flag, is:late is:missed is:open. While one types, what could come next is offered: ↓ chooses, Enter takes it.",
      "The list, the board, the calendar and the line-up answer the same question. Alt Shift S saves it by a name; it stands at the side with its count, for everybody on the desk.",
    ],
  },
  {
    title: "Plan",
    steps: [
      "Beside the text, Plan (Ctrl Alt T) has what is to tick where the piece is, its pitch or brief, whom it is assigned to with deadline and length, and its series. Lists for every piece of a state are made under Workflow, Checklists; a move waits for the ticks where its gates say so.",
      "“Keep as a template…” makes a template of the open piece; Ctrl Shift N begins a piece from one. There, too, is what recurs: every Monday a piece of letters, made ahead when the desk is opened, and told.",
      "Alt 7 shows who has how much in which week. series:name finds the pieces of a series.",
    ],
  },
  {
    title: "Translate a piece",
    steps: [
      "“New translation…” (in the palette, or beside the fields) asks for the language and makes a piece with the original’s blocks, notes, pictures and links. What is to be translated stands as a placeholder.",
      "The versions stand together beside the fields and under their original in the list, each with what it waits for: places to translate, the original to pass, a change of the original.",
      "When the original changes, “What changed” compares it with the text that was translated; “Up to date now” notes that the translation has followed.",
    ],
  },
  {
    title: "Print the line-up",
    steps: [
      "Alt 5 shows what was asked for on one page, by section or by day: slug, headline, author, words, state, when it goes out. Ctrl P prints it.",
    ],
  },
  {
    title: "Take in a writer’s file",
    steps: [
      "Drop it (or a whole folder, or WordPress’ export file) on the window, press Import, or paste its text on the list. Import a folder is among the commands (Ctrl Shift P).",
      "Look at what each part was taken for; change what is wrong. Nothing is written yet.",
      "If it is like a piece you have, it is offered as a new copy: the text on the desk stays, and the two can be compared.",
      "Add it to the desk. The file as it came stays with the piece, under Dossier.",
    ],
  },
  {
    title: "Work on a block",
    steps: [
      "Ctrl Alt B shows the controls of the block at the caret: a quotation’s source, a table’s rows and columns, a picture’s description and crop, the language. Escape leads back.",
      "Alt and the arrows move a block; so does the handle that shows in the margin when one points at the block.",
      "A quotation in the text is set off with Ctrl Alt Shift Q: its outer marks go, those within take their place. Ctrl Alt Shift U runs it in again.",
      "Drop or paste a picture, or press Ctrl Alt G. It needs a description for readers who cannot see it; a missing one is red.",
      "Ctrl Alt V makes a pull quote of the sentence at the caret, and says when that sentence has changed.",
    ],
  },
  {
    title: "Write a note",
    steps: [
      "Put the caret where the reference belongs and press Ctrl Alt F.",
      "Type the note at the foot; the same keys lead back to its reference.",
      "Notes are numbered by themselves. An empty one is red, and stands in the way of proof.",
      "Rest the mouse or the caret on a reference to read its note. Drag it to another word, or move it with Alt Shift and the arrows; cut and paste take its note along.",
      "Note texts that came by mail: Fill notes, beside the text, takes the whole list and shows each text beside its note first.",
    ],
  },
  {
    title: "Type",
    steps: [
      "Quotation marks, apostrophes, dashes (two hyphens, or three), ellipses and French spaces come as the language of the words sets them; Backspace right after gives back what was typed, and Settings switches it off.",
      "At a block’s start: ## heading, > quotation, - or 1. or a. list, --- rule, ``` code. In a line: **strong**, *emphasis*, [words](address).",
      "A slash in an empty block lists what it can become; type on to find it, Enter takes it, Escape leaves the slash.",
      "The bar beside a selection has its formats; Ctrl F10 goes into it, Escape back to the text.",
    ],
  },
  {
    title: "Copy and paste",
    steps: [
      "Paste from Word, Google Docs, a mail or a page: headings, lists, tables, links, notes and pictures come along, colours and tracking do not. What was not taken is said below.",
      "Ctrl Shift V takes the words alone. Cells of a spreadsheet become a table, a picture a figure.",
      "What looks like Markdown is pasted as words; Read it, or Ctrl Alt Shift V, sets it.",
      "A copy shows its notes as [1] in other programs, with their words at the end; LibreOffice makes footnotes of them.",
    ],
  },
  {
    title: "Find and replace",
    steps: [
      "Ctrl F finds in all parts, notes and fields, Ctrl H replaces; what is selected is looked for first.",
      "Enter and Shift Enter go from hit to hit, Escape leaves the caret there. Replacing all is one step back.",
      "The buttons tell capitals, whole words, accents and quotation marks apart or take them as alike; a pattern’s groups are $1, $2.",
      "A hit in the list opens the piece at its sentence.",
    ],
  },
  {
    title: "Pass a piece on",
    steps: [
      "The black button names the next step and how much is open.",
      "What is open stands under Checks; each line leads to its place, F8 goes through them.",
      "A finding’s fixes are buttons. Ctrl F8 makes the safe one of the finding in hand, Ctrl Shift F8 all safe ones, as one step back.",
      "Choose several pieces on the list to move, date or hand them over at once; those that are refused stay chosen, each with its reason.",
      "A move that is refused says why. An editor-in-chief may set the gates aside with a reason, which is recorded.",
      "Before it is ready a piece needs a headline, a text, a byline, a language and a publication date.",
    ],
  },
  {
    title: "Hand over and wait",
    steps: [
      "With, beside the text, says who of the desk has the piece, and hands it over with a message.",
      "There, too, note that an author or a lawyer has it: by what means, until when. The text that they have is kept as a version.",
      "Who has a piece open now is told on the list and at its head: “Bo is in it”. It hinders nothing; the later save never overwrites the earlier one.",
      "Alt 4 shows what waits for you, for people outside and for others, the longest first. Ctrl Shift M copies a reminder to paste into your mail.",
    ],
  },
  {
    title: "Keep a dossier",
    steps: [
      "Dossier, beside the text, has what belongs to the piece and never leaves with it: the file as it came, mails (.eml), permissions, source texts. Add files, or drop them there; they open in their own programs.",
      "The search finds the piece by words of its dossier; of a PDF or a picture by its name and its note.",
      "Right of reply notes whom you approached, by what means, until when they have time, and what they answered.",
    ],
  },
  {
    title: "Know contributors, and pay them",
    steps: [
      "People, in the desk’s menu: a person on the desk, or one who writes for it from outside. The card has mail, languages, byline, office, affiliation, and lines about the author in each language.",
      "Where the name is a pseudonym, the legal name stands on the card alone. No export, calendar, history or fees table has it; typed as a credit it becomes the byline, and a piece of theirs in which it stands does not leave. The whole desk as open files, and backups, keep it.",
      "Fees are noted under Dossier: agreed, invoiced, paid. Fees, in the desk’s menu, lists all of them and saves them as CSV. Who may see them is a rule under Who may.",
    ],
  },
  {
    title: "Change the workflow",
    steps: [
      "Workflow… in the desk’s menu: add, rename, order and mark states; fact check and legal are there, switched off.",
      "Under Moves each way on has its gates. Under Who may, tick the roles; nobody ticked is everybody, and a desk of one person may do everything. Putting the whole desk back to a backup has its line there, too.",
      "A state with pieces goes only when you say where they go. The desk’s history tells every change.",
    ],
  },
  {
    title: "Fill the fields",
    steps: [
      "The lines under Fields open them. Credits are dragged, or moved with Alt and the arrows.",
      "The number of words in the footer opens them part by part. Thai, Lao, Khmer and Burmese are reckoned at three letters to a word.",
      "A date that moves shows what follows (an embargo, an issue, what the reader sees) before it is set: Enter or “Set it” says yes. So do Date… for several pieces and another date for a missed one.",
      "With the caret in headline or standfirst the footer shows how long they may be; the house sets it in Settings, under This desk.",
    ],
  },
  {
    title: "When something could not be saved",
    steps: [
      "Text and fields stay in the window and are saved again and again; once a second they are also kept beside the desk, on this machine, for your eyes alone.",
      "If Stet ends before, the piece shows those words when it is opened next: take all, none, or tick single changes and fields. One undo takes back what came into the text.",
      "Whatever you choose, the whole text is kept among the versions. Words whose file was damaged are told when a desk is opened, and kept aside.",
      "A pasted text that was not added yet keeps the window open once; closing it again gives the text up.",
    ],
  },
  {
    title: "Send a page out",
    steps: [
      "Under Files: preview it, copy it as HTML, or export it as HTML or Markdown.",
      "From Ready on it leaves as it is; before that, and under an embargo, only as a working copy that says so.",
    ],
  },
  {
    title: "Settle missed dates",
    steps: [
      "A piece whose publication date passed while the desk was closed, the machine asleep, or nobody looked, waits under Missed dates (Alt 0). Nothing is published by itself.",
      "Of each say that it went out then, that it goes out now, give it another date, or hold it. The gates are those of every move.",
      "Copy that is due today or late stands below. Settings can have the system tell both.",
    ],
  },
  {
    title: "See what happened, and take it elsewhere",
    steps: [
      "The desk’s history tells who did what when; narrow it by person, kind and days, and save it as CSV or JSON.",
      "The desk’s menu writes the dates of the pieces in the list as a calendar file (.ics). A calendar program that takes it again moves what has moved.",
      "Everything as open files writes the whole desk as JSON, Markdown, pictures; “A desk of open files” (or stet import-desk) makes the same desk of it again.",
    ],
  },
  {
    title: "Go back to a backup",
    steps: [
      "The desk’s menu has Backups: one a day while Stet is open, one before anything risky. Each was read again when it was made.",
      "Look opens one for reading only. Pieces takes one piece out of it, as a version or as a new piece. Restore takes the whole desk back, and backs up what it is now first.",
      "The desk’s health reads every row and says what is wrong; it makes a repaired copy, or saves every piece as Markdown and JSON, and never changes the desk itself.",
      "A desk that does not open any more is brought back from the start screen; its damaged file is kept beside.",
    ],
  },
  {
    title: "Go back",
    steps: [
      "Undo works over the whole text and its notes, as long as the piece is open.",
      "Under History, read an earlier version, compare it, or restore it; the present text is kept as a version.",
    ],
  },
];

export const WORDS: (readonly [string, string])[] = [
  ["Address", "The public end of a piece’s URL. Free to change until publication."],
  ["Copy due", "When the text must be here."],
  ["Date shown", "The date that the reader sees."],
  ["Embargo", "Not before this moment. Nothing leaves earlier, except a marked working copy."],
  ["Filed", "The day on which the writer’s words were true: “two days ago” is read against it."],
  ["Finding", "What a check reports. An error stands in the way, a flag asks, the rest is to be looked at."],
  ["Gate", "A condition that a move must meet."],
  ["Kicker", "The short line above the headline."],
  ["Placeholder", "TK, XXX, ???: something still to come. Always an error."],
  ["Slug", "The short name of a piece on the desk. Never printed."],
  ["Spike", "Take a piece out before publication. It can be restored."],
  ["Standfirst", "The paragraph under the headline."],
  ["Stet", "“Let it stand”: what is kept exactly as it is."],
  [
    "Version",
    "The text as it was at a moment: at each move, import, restore, or when you keep it under a name.",
  ],
];
