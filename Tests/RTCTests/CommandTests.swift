import RTC
import Testing

struct CommandTests {
  private func read(_ text: String) -> Result<Command, Command.Refused>? { Command.read(Array(text.utf8)) }

  @Test func commandsAreRead() throws {
    let send = #"{"id":3,"op":"send","room":7,"nonce":"abcdefgh","text":"hi","as":null}"#
    let message = Command.Send(room: 7, nonce: "abcdefgh", text: "hi")
    #expect(try read(send)?.get() == Command(id: 3, action: .send(message)))
    let join = #"{"id":1,"op":"join","room":7,"after":1841,"epoch":"e_1"}"#
    #expect(
      try read(join)?.get().action == .join(room: 7, cursor: LogCursor(epoch: "e_1", seq: 1841)))
    #expect(
      try read(#"{"id":1,"op":"join","room":7,"after":null}"#)?.get().action == .join(room: 7, cursor: nil))
    #expect(try read(#"{"op":"pong"}"#)?.get() == Command(id: 0, action: .pong))
  }

  @Test(arguments: ["[]", "{}", "hello", #"{"op":5}"#, ""])
  func whatIsNoCommandIsNone(text: String) { #expect(read(text) == nil) }

  @Test func anUnknownCommandIsAnswered() {
    #expect(read(#"{"id":9,"op":"dance"}"#) == .failure(.init(id: 9, refusal: .unknown)))
  }

  @Test(arguments: [
    #"{"id":1,"op":"join"}"#, #"{"id":1,"op":"join","room":"7"}"#, #"{"id":1,"op":"send","room":7}"#,
    #"{"id":1,"op":"join","room":7,"after":5}"#, #"{"id":1,"op":"join","room":7,"after":-1,"epoch":"e"}"#,
    #"{"id":1,"op":"join","room":1e99}"#,
  ])
  func anIncompleteCommandIsAnswered(text: String) {
    #expect(read(text) == .failure(.init(id: 1, refusal: .incomplete)))
  }
}
