import Kit

/// Why a command was not carried out: a word for programs, a sentence for people.
public struct Refusal: Error, Sendable, Equatable {
  public let code: String
  public let text: String
  /// The same command may succeed after this many milliseconds; nil: it never will.
  public let retryAfter: Int64?
  /// Nobody speaks before somebody was chosen.
  public let hesitation: Hesitation?
  /// How many there may be, where it was too many.
  public let most: Int?

  public init(
    _ code: String, _ text: String, retryAfter: Int64? = nil, hesitation: Hesitation? = nil, most: Int? = nil
  ) {
    self.code = code
    self.text = text
    self.retryAfter = retryAfter
    self.hesitation = hesitation
    self.most = most
  }

  public static let unknown = Refusal("unknown", "This server does not know that command.")
  public static let incomplete = Refusal(
    "incomplete", "Something that the command needs is missing, or of another kind.")
  public static let badId = Refusal("bad_id", "An id is a whole number from 1 to 9007199254740991.")
  public static let knownAlready = Refusal(
    "known_already", "This connection has said who it is. Use presence to be seen as somebody else.")
  public static let authFirst = Refusal("auth_first", "Say who you are first.")
  public static let noRoom = Refusal("no_room", "There is no such room, or not for you.")
  public static let notJoined = Refusal("not_joined", "Enter the room first.")
  public static let mayNotSpeak = Refusal("may_not_speak", "You may read along here, but not write.")
  public static func tooManyRooms(_ most: Int) -> Refusal {
    Refusal("too_many_rooms", "You are in too many rooms at once.", most: most)
  }
  public static let empty = Refusal("empty", "There is nothing to send yet.")
  public static let tooLong = Refusal(
    "too_long", "That is too long for one message: at most \(Command.Send.longest) characters.",
    most: Command.Send.longest)
  public static let tooLarge = Refusal(
    "too_large", "Shown, that would be too large for one message. Its tables or links are too many.")
  public static let badNonce = Refusal("bad_nonce", "A nonce has 8 to 64 letters, digits or -_.")
  public static let unreadable = Refusal("unreadable", "Part of that can't be shown as text.")

  /// For who has just come.
  public static func tooManyLinks(_ most: Int) -> Refusal {
    let links = most == 0 ? "no links" : most == 1 ? "one link" : "\(most) links"
    return Refusal(
      "too_many_links", "As long as your account is new, a message can have \(links).", most: most)
  }

  public static func slowDown(milliseconds: Int64) -> Refusal {
    Refusal("slow_down", "That was fast. Wait a moment.", retryAfter: milliseconds)
  }

  public static let busy = Refusal(
    "busy", "The message could not be stored just now.", retryAfter: 1000)
}

extension Refusal {
  /// As it stands in an answer, over the socket and by form.
  public var json: JSON {
    [
      "code": .text(code), "text": .text(text), "retry": .int(retryAfter), "temp": .bool(retryAfter != nil),
      "ask": .int(hesitation?.asked?.alter), "most": .int(most.map(Int64.init)),
    ]
  }
}
