import Kit

/// What a client asks for, one in a text frame: `{"id":3,"op":"send",…}`.
public struct Command: Sendable, Equatable {
  /// Comes back with the answer.
  public let id: Int64
  public let action: Action

  public init(id: Int64, action: Action) {
    self.id = id
    self.action = action
  }

  public enum Action: Sendable, Equatable {
    case auth(session: String?, speakingAs: Int64?)
    case join(room: Int64, cursor: LogCursor?)
    case leave(room: Int64)
    case send(Send)
    case history(room: Int64, before: Int64?)
    case typing(room: Int64)
    case presence(speakingAs: Int64?)
    case pong
  }

  public struct Send: Sendable, Equatable {
    /// The longest message, in UTF-16 units as a browser's `maxlength` counts them.
    public static let longest = 4000

    public let room: Int64
    public let nonce: String
    public let text: String
    public let choice: SpeakerChoice

    public init(room: Int64, nonce: String, text: String, choice: SpeakerChoice = SpeakerChoice()) {
      self.room = room
      self.nonce = nonce
      self.text = text
      self.choice = choice
    }
  }

  /// The largest frame a client may send, in bytes.
  public static let longest = 16_384

  /// nil: the bytes are no JSON object with an `op`, and the connection is not worth keeping.
  /// A refusal inside it is answered.
  public static func read(_ bytes: [UInt8]) -> Result<Command, Refused>? {
    guard let json = JSON(bytes), let op = json["op"]?.text else { return nil }
    let id = json["id"]?.int ?? 0
    guard let action = Action(op, json) else {
      return .failure(Refused(id: id, refusal: Action.names.contains(op) ? .incomplete : .unknown))
    }
    return .success(Command(id: id, action: action))
  }

  public struct Refused: Error, Equatable {
    public let id: Int64
    public let refusal: Refusal

    public init(id: Int64, refusal: Refusal) {
      self.id = id
      self.refusal = refusal
    }
  }
}

/// Where a client stands in a room's log.
public struct LogCursor: Sendable, Equatable {
  public let epoch: String
  /// The last entry it has.
  public let seq: Int64

  public init(epoch: String, seq: Int64) {
    self.epoch = epoch
    self.seq = seq
  }
}

extension Command.Action {
  static let names: Set<String> = [
    "auth", "join", "leave", "send", "history", "typing", "presence", "pong",
  ]

  /// nil: the op is unknown, or something that it needs is missing or of another kind.
  init?(_ op: String, _ json: JSON) {
    switch (op, json["room"]?.int) {
    case ("auth", _): self = .auth(session: json["session"]?.text, speakingAs: json["as"]?.int)
    case ("pong", _): self = .pong
    case ("presence", _): self = .presence(speakingAs: json["as"]?.int)
    case ("join", let room?):
      guard json["after"].map(\.isNull) ?? true || LogCursor(json) != nil else { return nil }
      self = .join(room: room, cursor: LogCursor(json))
    case ("leave", let room?): self = .leave(room: room)
    case ("typing", let room?): self = .typing(room: room)
    case ("history", let room?): self = .history(room: room, before: json["before"]?.int)
    case ("send", let room?):
      guard let nonce = json["nonce"]?.text, let text = json["text"]?.text else { return nil }
      self = .send(.init(room: room, nonce: nonce, text: text, choice: SpeakerChoice(json)))
    default: return nil
    }
  }
}

extension SpeakerChoice {
  /// `"as":12,"shown":0,"ok":12`, any of them absent.
  init(_ json: JSON) {
    self.init(wanted: json["as"]?.int, shown: json["shown"]?.int, consent: json["ok"]?.int)
  }
}

extension LogCursor {
  /// `"after":1841,"epoch":"e_…"`; nil if they don't stand there.
  init?(_ json: JSON) {
    guard let seq = json["after"]?.int, seq >= 0, let epoch = json["epoch"]?.text else { return nil }
    self.init(epoch: epoch, seq: seq)
  }
}
