import GRDB
import Kit

/// What the accounts behind names are called now, as far as readers see it. A message keeps the name it was
/// said under; whether its account stands beside it is asked whenever it is read, as in the forums.
public struct Handles: Sendable, Equatable {
  /// Whether readers see the account beside an alter.
  public var isShown = true
  public var names: [Int64: String] = [:]

  public init(isShown: Bool = true, names: [Int64: String] = [:]) {
    (self.isShown, self.names) = (isShown, names)
  }

  public func on(_ speaker: ChatSpeaker) -> ChatSpeaker {
    let name = names[speaker.account] ?? speaker.handle
    return speaker.with(handle: speaker.alter == nil || isShown ? name : "")
  }

  func on(_ message: Message) -> Message {
    var message = message
    message.speaker = on(message.speaker)
    return message
  }
}

extension RTCModule {
  /// Of these accounts, for those who read along.
  public func handles(of accounts: Set<Int64>) throws -> Handles {
    let isShown = try house.site.get().showsHandles
    guard !accounts.isEmpty else { return Handles(isShown: isShown) }
    return Handles(isShown: isShown, names: try house.read { try Self.names(accounts, $0) })
  }

  private static func names(_ accounts: Set<Int64>, _ db: Database) throws -> [Int64: String] {
    let ids = "[\(accounts.sorted().map(String.init).joined(separator: ","))]"
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(?))"),
      arguments: [ids])
    return rows.reduce(into: [:]) { $0[$1[0]] = $1[1] }
  }

  /// Those in a room, as others see them now: who was hidden since they came is seen as the account.
  func present(_ people: [ChatSpeaker], _ handles: Handles) throws -> [ChatSpeaker] {
    let voices = try house.read { try Voice.present(Set(people.compactMap(\.alter)), $0) }
    return people.reduce(into: []) { people, person in
      let voice =
        person.alter.flatMap { voices[$0] }
        ?? Voice(account: person.account, name: handles.names[person.account] ?? person.handle)
      let speaker = handles.on(ChatSpeaker(voice, handle: ""))
      if !people.contains(speaker) { people.append(speaker) }
    }
  }
}
