//! Integration tests over real sockets, each with a server and a database of its own.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod bad_input;
mod browser;
mod class;
mod cli;
mod compression;
mod corpus;
mod evidence;
mod faults;
mod feeds;
mod harness;
mod links;
mod matrix;
mod modules;
mod pages;
mod past;
mod restart;
mod rooms;
mod scripts;
mod sql;
mod store;
mod trainers;
mod undo;

// The laws in `server/fuzz` find what they are about under these names here as well.
use server::{code, secret};
