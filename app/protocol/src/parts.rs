//! Frames that are too large to be sent at once travel in parts, each a message of its own.
//!
//! The server's WebSocket keeps a buffer as large as the largest message that it ever sent. A class of 2,000 that was sent the
//! view of a room of 1,000 lines cost 32 kB of the server's memory for each link as long as it lived; in parts it costs what it
//! does in a young room.

use serde::de::DeserializeOwned;

use crate::decode;

/// What a message begins with that is a part of a frame. No frame begins so: its first byte is the small number of its kind.
const MORE: u8 = 0xfe;
/// The same of the last part.
const LAST: u8 = 0xff;

/// The messages in which a frame travels: itself, or parts with so many bytes of it.
pub fn messages(frame: Vec<u8>, part_bytes: usize) -> Vec<Vec<u8>> {
    if frame.len() <= part_bytes {
        return vec![frame];
    }
    let count = frame.len().div_ceil(part_bytes);
    let part = |(number, part): (usize, &[u8])| [&[if number < count { MORE } else { LAST }], part].concat();
    (1..).zip(frame.chunks(part_bytes)).map(part).collect()
}

/// Puts frames together again.
#[derive(Debug, Default)]
pub struct Assembler {
    so_far: Vec<u8>,
}

/// What a message comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assembled<T> {
    /// A frame is complete.
    Frame(T),
    /// It is a part, and more of them follow.
    Part,
    /// It is no frame.
    Unreadable,
}

impl Assembler {
    /// Takes in the next message.
    pub fn receive<T: DeserializeOwned>(&mut self, message: &[u8]) -> Assembled<T> {
        let frame = match message {
            [MORE, part @ ..] => {
                self.so_far.extend(part);
                return Assembled::Part;
            }
            [LAST, part @ ..] => {
                self.so_far.extend(part);
                decode(&std::mem::take(&mut self.so_far))
            }
            whole => decode(whole),
        };
        frame.map_or(Assembled::Unreadable, Assembled::Frame)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RoomView, ToBrowser, encode};

    const PART_BYTES: usize = 1_000;

    #[test]
    fn a_frame_of_any_size_comes_as_it_was() {
        let mut assembler = Assembler::default();
        for length in [0, 10, PART_BYTES - 300, PART_BYTES, PART_BYTES + 1, 3 * PART_BYTES, 10 * PART_BYTES + 7] {
            let view = RoomView { summary: "x".repeat(length), ..RoomView::empty() };
            let frame = ToBrowser::View(Box::new(view));
            let bytes = encode(&frame);
            let messages = messages(bytes.clone(), PART_BYTES);
            assert_eq!(messages.len(), bytes.len().div_ceil(PART_BYTES).max(1));
            assert!(messages.iter().all(|message| message.len() <= PART_BYTES + 1));
            let (last, parts) = messages.split_last().expect("there is one");
            for part in parts {
                assert_eq!(assembler.receive::<ToBrowser>(part), Assembled::Part);
            }
            assert_eq!(assembler.receive(last), Assembled::Frame(frame));
        }
    }

    #[test]
    fn what_is_no_frame_is_said_to_be_none() {
        let mut assembler = Assembler::default();
        for message in [&[][..], &[MORE - 1], &[LAST], &[LAST, 1, 2], &[9; 40]] {
            assert_eq!(assembler.receive::<ToBrowser>(message), Assembled::Unreadable, "{message:?}");
        }
    }
}
