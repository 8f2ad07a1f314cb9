import GRDB
import Kit

/// Who says something in a room: pages, forms and the live daemon ask the same door.
extension RTCModule {
  func voices(of viewer: Viewer, at now: Moment) throws -> Voices {
    try house.read { try house.doors.voices.of(viewer, .chat, now, $0) }
  }

  /// Who says a text, and what is left of it to be said. Throws `Refusal` where somebody has to be chosen.
  public func speech(
    _ text: String, _ choice: SpeakerChoice, _ viewer: Viewer, at now: Moment
  ) throws -> Speech {
    try house.read { try speech(text, choice, viewer, at: now, $0) }
  }

  /// The same with whatever connection to app.db the caller has.
  func speech(
    _ text: String, _ choice: SpeakerChoice, _ viewer: Viewer, at now: Moment, _ db: Database
  ) throws -> Speech {
    try refusing {
      try house.doors.voices.of(viewer, .chat, now, db).speech(text.replacing("\r\n", with: "\n"), choice)
    }
  }

  /// A message as it would be stored. It may take a while, and touches nothing of sessions.db.
  public func draft(
    _ send: Command.Send, by viewer: Viewer, at now: Moment, _ db: Database
  ) throws -> (Draft, Speech) {
    let speech = try speech(send.text, send.choice, viewer, at: now, db)
    let draft = try Draft(
      room: send.room, speaker: speaker(speech.voice, viewer), nonce: send.nonce, text: speech.text,
      cook: house.doors.lines)
    try checkLinks(draft, by: viewer, at: now)
    return (draft, speech)
  }

  /// Whoever is in a room or writes in it is seen so; of what was written, `Handles` says it anew.
  public func speaker(_ voice: Voice, _ viewer: Viewer) throws -> ChatSpeaker {
    let isShown = try voice.alter == nil || house.site.get().showsHandles
    return ChatSpeaker(voice, handle: isShown ? viewer.account?.name ?? "" : "")
  }

  /// After a message was stored, which stands whatever becomes of this.
  public func remember(_ speech: Speech, _ viewer: Viewer, at now: Moment) throws {
    try house.doors.voices.spoke(speech, viewer, .chat, now)
  }

  private func refusing<Answer>(_ question: () throws -> Answer) throws -> Answer {
    do { return try question() } catch let hesitation as Hesitation { throw Refusal(hesitation) }
  }
}

extension Refusal {
  init(_ hesitation: Hesitation) {
    let code = hesitation == .gone ? "bad_speaker" : "ask_speaker"
    self.init(code, hesitation.sentence, hesitation: hesitation)
  }
}
