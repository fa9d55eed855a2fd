// Before every test of the page: its random cases are the same each time, so that what is red was made so by the change at hand;
// `STET_SEED` names others.
import fc from "fast-check";

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env["STET_SEED"] ?? "20261124") });
