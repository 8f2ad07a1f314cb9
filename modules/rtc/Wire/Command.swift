import Kit

/// What a client asks for, one in a text frame: `{"id":3,"op":"send",…}`.
public struct Command: Sendable, Equatable {
  /// Comes back with the answer; 0: nobody waits for one.
  public let id: Int64
  public let action: Action

  public init(id: Int64, action: Action) {
    self.id = id
    self.action = action
  }

  public enum Action: Sendable, Equatable {
    case auth(session: String?, Standing)
    case join(room: Int64, cursor: LogCursor?)
    case leave(room: Int64)
    case send(Send)
    case history(room: Int64, before: Int64?)
    case typing(room: Int64)
    case presence(Standing)
    case pong
  }

  /// Who a connection is seen as, and speaks as where a message names nobody.
  public struct Standing: Sendable, Equatable {
    /// 0: the account; nil: whoever speaks usually.
    public var alter: Int64?
    /// The private alter who may be seen from now on.
    public var consent: Int64?

    public init(alter: Int64? = nil, consent: Int64? = nil) {
      self.alter = alter
      self.consent = consent
    }
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

  /// The largest frame a client may send, in bytes: the longest message fits, with each of its letters escaped as
  /// `\uXXXX`, which is what JSON is in many languages unless one asks for something else.
  public static let longest = 32_768

  /// nil: the bytes are no JSON object with an `op`, and the connection is not worth keeping.
  /// A refusal inside it is answered.
  public static func read(_ bytes: [UInt8]) -> Result<Command, Refused>? {
    guard let json = JSON(bytes), let op = json["op"]?.text else { return nil }
    guard let id = number(json["id"] ?? .null) else {
      return .failure(Refused(id: json["id"] ?? .null, refusal: .badId))
    }
    do throws(Refusal) {
      return .success(Command(id: id, action: try Action(op, json)))
    } catch {
      return .failure(Refused(id: id == 0 ? .null : .int(id), refusal: error))
    }
  }

  private static func number(_ id: JSON) -> Int64? {
    if id.isNull { return 0 }
    return id.int.flatMap { $0 > 0 && Double($0) <= JSON.largestWhole ? $0 : nil }
  }

  public struct Refused: Error, Equatable {
    /// As it was sent, be it a number or not, so that whoever sent it finds it again; null: nobody waits.
    public let id: JSON
    public let refusal: Refusal

    public init(id: JSON, refusal: Refusal) {
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
  /// Throws a refusal for an op that is unknown, and where something that it needs is missing. What is there and
  /// of another kind is never taken as if it were missing.
  init(_ op: String, _ json: JSON) throws(Refusal) {
    switch op {
    case "pong": self = .pong
    case "auth": self = .auth(session: try json.part("session", \.text), try .init(json))
    case "presence": self = .presence(try .init(json))
    case "join": self = .join(room: try json.needed("room", \.int), cursor: try LogCursor.read(json))
    case "leave": self = .leave(room: try json.needed("room", \.int))
    case "typing": self = .typing(room: try json.needed("room", \.int))
    case "history":
      self = .history(room: try json.needed("room", \.int), before: try json.part("before", \.int))
    case "send": self = .send(try .init(json))
    default: throw .unknown
    }
  }
}

extension JSON {
  /// What may be missing, or null.
  fileprivate func part<Part>(_ name: String, _ read: (JSON) -> Part?) throws(Refusal) -> Part? {
    guard let value = self[name], !value.isNull else { return nil }
    guard let part = read(value) else { throw .incomplete }
    return part
  }

  fileprivate func needed<Part>(_ name: String, _ read: (JSON) -> Part?) throws(Refusal) -> Part {
    guard let part = try part(name, read) else { throw .incomplete }
    return part
  }
}

extension Command.Send {
  fileprivate init(_ json: JSON) throws(Refusal) {
    self.init(
      room: try json.needed("room", \.int), nonce: try json.needed("nonce", \.text),
      text: try json.needed("text", \.text), choice: try SpeakerChoice(json))
  }
}

extension Command.Standing {
  fileprivate init(_ json: JSON) throws(Refusal) {
    self.init(alter: try json.part("as", \.int), consent: try json.part("ok", \.int))
  }
}

extension SpeakerChoice {
  /// `"as":12,"shown":0,"ok":12`, any of them absent.
  fileprivate init(_ json: JSON) throws(Refusal) {
    self.init(
      wanted: try json.part("as", \.int), shown: try json.part("shown", \.int),
      consent: try json.part("ok", \.int))
  }
}

extension LogCursor {
  /// `"after":1841,"epoch":"e_…"`; nil without `after`.
  fileprivate static func read(_ json: JSON) throws(Refusal) -> LogCursor? {
    guard let seq = try json.part("after", \.int) else { return nil }
    guard seq >= 0 else { throw .incomplete }
    return LogCursor(epoch: try json.needed("epoch", \.text), seq: seq)
  }
}
