//! What the product promises, told through the doors that people use. One binary; one module a subject.

mod exports;
mod saving;
mod tidy;
