//! What several tests share: where the programs are, fresh folders, small helpers. No test lives here.
//!
//! **Invariant:** nothing here decides what is right; that is for the tests to say.
