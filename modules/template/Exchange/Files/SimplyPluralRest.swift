import Foundation
import Kit

/// What a Simply Plural file holds that has no place here yet, and what is none of our business.
extension SimplyPluralFile {
  mutating func keepTheRest() {
    for collection in KeptNames.simplyPluralRest.keys.sorted() {
      for document in documents(in: collection) + (collection == "chatMessages" ? oldChat() : []) {
        file.remarks.place = document.place
        guard !isEncrypted(document) else {
          file.remarks.note(.dropped, "chat messages that are still encrypted")
          continue
        }
        file.keep(collection, document.id, document.json, channel: document.channel)
      }
    }
    file.lookAway()
    for (name, value) in json.members
    where !Self.read.contains(name) && KeptNames.simplyPluralRest[name] == nil && Self.isFilled(value) {
      file.remarks.note(
        .dropped, "collections that are not about your system, or that we do not know", at: Self.word(name))
    }
  }

  /// What lies under no name of a collection is nothing that could be left out.
  private static func isFilled(_ json: JSON) -> Bool { !json.items.isEmpty || !json.members.isEmpty }

  /// A name as programs have them; anything else could be somebody's words.
  private static func word(_ name: String) -> String {
    name.wholeMatch(of: /[A-Za-z_]{1,40}/) == nil ? "one of another name" : name
  }

  /// Older files keep chat by its channels.
  private mutating func oldChat() -> [Document] {
    guard let chat = json["messages"] else { return [] }
    guard chat.kind == .object else { return documents(of: chat, in: "messages") }
    return chat.members.flatMap { channel, messages in
      documents(of: messages, in: "messages").map { message in
        var message = message
        message.channel = channel
        return message
      }
    }
  }

  private static let read: Set<String> = [
    "users", "members", "frontStatuses", "customFronts", "customFields", "groups", "frontHistory", "fronters",
    "comments", "settings", "messages",
  ]

  /// Whole blocks of AES in base 64 beside what they were mixed with.
  private func isEncrypted(_ document: Document) -> Bool {
    guard document.json["iv"]?.text?.isEmpty == false, let message = document.json["message"]?.text,
      let bytes = Data(base64Encoded: message)
    else { return false }
    return !bytes.isEmpty && bytes.count % 16 == 0
  }
}
