import Components
import Foundation

/// A line about what happens, apart from what a command answers. Where nobody hears it, the work goes on.
func say(_ line: String) { StandardFiles.note("rowhouse: \(line)\n") }

/// A line of the answer, out at once even into a pipe. Throws `UnansweredError` where it can't be written.
func tell(_ line: String) throws { try StandardFiles.answer(Array("\(line)\n".utf8)) }

/// The same after a change that stays, whether it can be told or not.
func confirm(_ line: String) throws {
  do { try tell(line) } catch let error as UnansweredError { throw error.afterwards }
}

/// The answer has nowhere to go. In one line for whoever still reads errors.
struct UnansweredError: Error, CustomStringConvertible {
  let reason: Int32
  var isDone = false

  var afterwards: UnansweredError { UnansweredError(reason: reason, isDone: true) }

  var description: String {
    let words = "the answer can't be written: \(String(cString: strerror(reason)))"
    return isDone ? "it is done, but \(words)" : words
  }
}
