//! The one table of commands. From it come dispatch, the TypeScript types and the command reference.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use serde::Serialize;
use serde::de::DeserializeOwned;
use stet_document::Failure;
use ts_rs::{Config, TS, TypeVisitor};

use crate::error::{Result, refuse};
use crate::platform::Event;
use crate::session::Session;
use crate::store::Desk;
use crate::{
    Call, app, approach, article, assignment, backup, blob, board, byline, calendar, checklist, clipboard, complete, contributor,
    date, doctor, dossier, export, fee, field, hand, history, ics, import, kinds, limits, list, many, media, missed, moves,
    open_files, out, person, presence, recovery, recurring, repair, rescue, resemble, sample, series, shaping, template,
    translation, typed, version, view, workload,
};

/// What a command is asked with.
#[derive(Clone, Debug)]
pub enum Payload {
    Json(String),
    /// A raw body with a JSON head: a picture going in.
    Bytes {
        head: String,
        body: Vec<u8>,
    },
}

/// What a command answers.
#[derive(Clone, Debug)]
pub enum Reply {
    Json(String),
    Bytes { mime: String, body: Vec<u8> },
}

/// How a command is asked and answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Json,
    /// Bytes in, JSON out.
    BytesIn,
    /// JSON in, bytes out.
    BytesOut,
}

type Run = Box<dyn Fn(&Session, &Call, Payload) -> Result<Reply> + Send + Sync>;

/// What goes out as bytes: MIME type and body.
type Bytes = (String, Vec<u8>);

/// One command.
pub struct Command {
    /// `noun_verb`.
    pub name: &'static str,
    pub kind: Kind,
    run: Run,
    types: fn(&mut Types) -> (String, String),
}

/// Every command, one line each.
pub static COMMANDS: LazyLock<Vec<Command>> = LazyLock::new(|| {
    vec![
        // without a desk
        json("app_state", app::app_state),
        json("app_settings_set", app::app_settings_set),
        json("desk_new", app::desk_new),
        json("desk_open", app::desk_open),
        json("desk_open_recent", app::desk_open_recent),
        json("desk_sample", sample::desk_sample),
        json("desk_close", app::desk_close),
        json("files_choose", app::files_choose),
        json("folder_choose", app::folder_choose),
        json("link_open", app::link_open),
        json("job_cancel", app::job_cancel),
        // the desk and its people
        json("desk_info", app::desk_info),
        on_desk("desk_check", doctor::desk_check),
        json("desk_repair", repair::desk_repair),
        json("desk_rescue", rescue::desk_rescue),
        json("desk_files_write", open_files::desk_files_write),
        json("desk_files_read", open_files::desk_files_read),
        json("person_me", app::person_me),
        on_desk("person_add", person::person_add),
        on_desk("person_set", person::person_set),
        // contributors: their cards and fees
        on_desk("card_get", contributor::card_get),
        on_desk("card_set", contributor::card_set),
        on_desk("fee_list", fee::fee_list),
        on_desk("fee_set", fee::fee_set),
        on_desk("fee_remove", fee::fee_remove),
        json("fee_export", fee::fee_export),
        on_desk("desk_limits_set", limits::desk_limits_set),
        on_desk("workflow_get", shaping::workflow_get),
        on_desk("workflow_set", shaping::workflow_set),
        // backups
        json("backup_list", backup::backup_list),
        json("backup_make", backup::backup_make),
        json("backup_show", backup::backup_show),
        json("backup_open", backup::backup_open),
        json("backup_pieces", backup::backup_pieces),
        json("backup_take", backup::backup_take),
        json("backup_restore", backup::backup_restore),
        // pieces
        on_desk("article_list", list::article_list),
        on_desk("article_find", list::article_find),
        on_desk("article_calendar", calendar::article_calendar),
        on_desk("article_board", board::article_board),
        on_desk("board_limit_set", board::board_limit_set),
        on_desk("article_alike", resemble::article_alike),
        on_desk("desk_kinds", kinds::desk_kinds),
        on_desk("view_list", view::view_list),
        on_desk("view_save", view::view_save),
        on_desk("view_remove", view::view_remove),
        on_desk("query_complete", complete::query_complete),
        on_desk("article_new", moves::article_new),
        on_desk("article_get", article::article_get),
        on_desk("article_save", article::article_save),
        on_desk("article_findings", article::article_findings),
        on_desk("article_moves", moves::article_moves),
        on_desk("article_move", moves::article_move),
        on_desk("article_give", hand::article_give),
        on_desk("article_waiting", hand::article_waiting),
        on_desk("articles_move", many::articles_move),
        on_desk("articles_date", many::articles_date),
        on_desk("articles_give", many::articles_give),
        on_desk("out_list", out::out_list),
        on_desk("out_send", out::out_send),
        on_desk("out_back", out::out_back),
        on_desk("out_remind", out::out_remind),
        on_desk("field_set", field::field_set),
        on_desk("date_set", date::date_set),
        on_desk("dates_set", date::dates_set),
        on_desk("missed_list", missed::missed_list),
        on_desk("date_ask", calendar::date_ask),
        on_desk("date_read", typed::date_read),
        on_desk("history_list", history::history_list),
        on_desk("history_page", history::history_page),
        on_desk("history_check", history::history_check),
        json("history_export", history::history_export),
        json("ics_write", ics::ics_write),
        // versions
        on_desk("version_list", version::version_list),
        on_desk("version_get", version::version_get),
        on_desk("version_name", version::version_name),
        on_desk("version_compare", version::version_compare),
        on_desk("version_restore", version::version_restore),
        on_desk("version_settle", version::version_settle),
        // words that are not durable yet
        json("recovery_keep", recovery::recovery_keep),
        json("recovery_drop", recovery::recovery_drop),
        json("recovery_list", recovery::recovery_list),
        json("recovery_pieces", recovery::recovery_pieces),
        json("recovery_settle", recovery::recovery_settle),
        // language versions
        on_desk("translation_list", translation::translation_list),
        on_desk("translation_new", translation::translation_new),
        on_desk("translation_link", translation::translation_link),
        // planning
        on_desk("checklist_list", checklist::checklist_list),
        on_desk("checklist_set", checklist::checklist_set),
        on_desk("article_checks", checklist::article_checks),
        on_desk("check_tick", checklist::check_tick),
        on_desk("check_add", checklist::check_add),
        on_desk("check_remove", checklist::check_remove),
        on_desk("article_brief", assignment::article_brief),
        on_desk("article_assign", assignment::article_assign),
        on_desk("series_list", series::series_list),
        on_desk("series_get", series::series_get),
        on_desk("series_set", series::series_set),
        on_desk("template_list", template::template_list),
        on_desk("template_save", template::template_save),
        on_desk("template_remove", template::template_remove),
        on_desk("template_use", template::template_use),
        on_desk("recurring_list", recurring::recurring_list),
        on_desk("recurring_set", recurring::recurring_set),
        on_desk("recurring_remove", recurring::recurring_remove),
        on_desk("recurring_make", recurring::recurring_make),
        on_desk("article_workload", workload::article_workload),
        // pictures
        bytes_in("media_put", media::media_put),
        json("media_take", media::media_take),
        json("media_choose", media::media_choose),
        bytes_out("media_get", media::media_get),
        // what is pasted
        json("byline_read", byline::byline_read),
        on_desk("clipboard_read", clipboard::clipboard_read),
        json("clipboard_put", clipboard::clipboard_put),
        // the dossier of a piece
        on_desk("dossier_get", dossier::dossier_get),
        json("dossier_add", dossier::dossier_add),
        on_desk("dossier_set", dossier::dossier_set),
        on_desk("dossier_remove", dossier::dossier_remove),
        json("dossier_open", dossier::dossier_open),
        json("dossier_save", dossier::dossier_save),
        on_desk("approach_set", approach::approach_set),
        on_desk("approach_remove", approach::approach_remove),
        // who looks at what now
        on_desk("presence_tell", presence::presence_tell),
        // files in and out
        json("original_open", blob::original_open),
        json("import_read", import::import_read),
        json("import_paste", import::import_paste),
        json("import_again", import::import_again),
        json("import_add", import::import_add),
        json("wxr_add", import::wxr_add),
        json("import_discard", import::import_discard),
        json("export_formats", export::export_formats),
        json("export_preview", export::export_preview),
        json("export_write", export::export_write),
        json("export_copy", export::export_copy),
    ]
});

impl Session {
    /// Runs a command by its name. Blocking: never on the window's thread.
    ///
    /// # Errors
    /// One code and one sentence; `unknown-command` for a name that is not in the table.
    pub fn call(&self, call: &Call, command: &str, input: Payload) -> std::result::Result<Reply, Failure> {
        let found = COMMANDS.iter().find(|known| known.name == command);
        let found = found.ok_or_else(|| Failure::new("unknown-command", "There is no such command."))?;
        Ok((found.run)(self, call, input)?)
    }
}

/// A command of the program: it may open or close the desk.
fn json<I, O>(name: &'static str, f: fn(&Session, &Call, I) -> Result<O>) -> Command
where
    I: DeserializeOwned + TS + 'static,
    O: Serialize + TS + 'static,
{
    let run = move |session: &Session, call: &Call, input: Payload| {
        let input = read(input)?;
        Ok(Reply::Json(serde_json::to_string(&f(session, call, input)?)?))
    };
    Command { name, kind: Kind::Json, run: Box::new(run), types: |types| (types.add::<I>(), types.add::<O>()) }
}

/// A command on the open desk; the call's actor is filled in with who I am on it.
fn on_desk<I, O>(name: &'static str, f: fn(&Desk, &Call, I) -> Result<O>) -> Command
where
    I: DeserializeOwned + TS + 'static,
    O: Serialize + TS + 'static,
{
    let run = move |session: &Session, call: &Call, input: Payload| {
        let input = read(input)?;
        let desk = session.desk()?;
        let call = Call { actor: session.actor(call, &desk)?, ..call.clone() };
        Ok(Reply::Json(serde_json::to_string(&f(&desk, &call, input)?)?))
    };
    Command { name, kind: Kind::Json, run: Box::new(run), types: |types| (types.add::<I>(), types.add::<O>()) }
}

/// A command that takes bytes and answers JSON: a picture going in.
fn bytes_in<I, O>(name: &'static str, f: fn(&Desk, &Call, I, Vec<u8>) -> Result<O>) -> Command
where
    I: DeserializeOwned + TS + 'static,
    O: Serialize + TS + 'static,
{
    let run = move |session: &Session, call: &Call, input: Payload| {
        let Payload::Bytes { head, body } = input else {
            return Err(refuse("usage", "This command takes bytes."));
        };
        let (input, desk) = (read(Payload::Json(head))?, session.desk()?);
        let call = Call { actor: session.actor(call, &desk)?, ..call.clone() };
        Ok(Reply::Json(serde_json::to_string(&f(&desk, &call, input, body)?)?))
    };
    Command { name, kind: Kind::BytesIn, run: Box::new(run), types: |types| (types.add::<I>(), types.add::<O>()) }
}

/// A command that answers bytes with their kind: a picture going out.
fn bytes_out<I>(name: &'static str, f: fn(&Session, &Call, I) -> Result<Bytes>) -> Command
where
    I: DeserializeOwned + TS + 'static,
{
    let run = move |session: &Session, call: &Call, input: Payload| {
        let (mime, body) = f(session, call, read(input)?)?;
        Ok(Reply::Bytes { mime, body })
    };
    Command { name, kind: Kind::BytesOut, run: Box::new(run), types: |types| (types.add::<I>(), "ArrayBuffer".to_owned()) }
}

fn read<I: DeserializeOwned>(input: Payload) -> Result<I> {
    let Payload::Json(text) = input else {
        return Err(refuse("usage", "This command takes JSON."));
    };
    serde_json::from_str(&text).map_err(|cause| {
        tracing::error!(%cause, "a command was called wrongly");
        refuse("usage", "The program asked the desk for something in a way that it does not understand.")
    })
}

/// TypeScript declarations by name.
struct Types {
    config: Config,
    declared: BTreeMap<String, String>,
}

impl Types {
    fn add<T: TS + 'static + ?Sized>(&mut self) -> String {
        self.visit::<T>();
        T::name(&self.config)
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let name = T::ident(&self.config);
        if T::output_path().is_some() {
            if self.declared.contains_key(&name) {
                return;
            }
            self.declared.insert(name, T::decl(&self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// The whole of `ui/src/core/types.ts`.
pub fn types() -> String {
    let mut types = Types { config: Config::new().with_large_int("number"), declared: BTreeMap::new() };
    types.add::<Failure>();
    types.add::<Event>();
    let mut commands = String::new();
    let mut kinds = String::new();
    for command in COMMANDS.iter() {
        let (input, output) = (command.types)(&mut types);
        let _ = writeln!(commands, "  {}: {{ in: {input}; out: {output} }};", command.name);
        let kind = match command.kind {
            Kind::Json => "json",
            Kind::BytesIn => "bytes-in",
            Kind::BytesOut => "bytes-out",
        };
        let _ = writeln!(kinds, "  {}: \"{kind}\",", command.name);
    }
    let mut text = String::from(
        "// The conversation with the core. Made by `make types` from src-tauri/desk/src/api.rs; never edited by hand.\n\n",
    );
    for declaration in types.declared.values() {
        let _ = writeln!(text, "export {declaration}\n");
    }
    let _ = write!(
        text,
        "/** Every command: what it is asked with, what it answers. */\nexport interface Commands {{\n{commands}}}\n\n"
    );
    let _ = write!(text, "/** How each command is asked and answers. */\nexport const KINDS = {{\n{kinds}}} as const;\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_has_the_types_of_this_table() {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/core/types.ts");
        let written = std::fs::read_to_string(file).unwrap_or_default();
        assert!(written == types(), "ui/src/core/types.ts is not of this table: run `make types`");
    }

    #[test]
    fn every_command_has_one_line() {
        let mut names: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
