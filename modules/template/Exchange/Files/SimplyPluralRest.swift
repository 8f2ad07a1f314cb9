import Foundation
import Kit

/// What a Simply Plural file holds that has no place here yet, and what is none of our business.
extension SimplyPluralFile {
  mutating func keepTheRest() {
    for collection in KeptNames.simplyPluralRest.keys.sorted() {
      for document in documents(in: collection) {
        guard !isEncrypted(document) else {
          file.remarks.note(.dropped, "chat messages that are still encrypted")
          continue
        }
        file.keep(collection, document.id, document.json)
      }
    }
    let unread = json.members.filter {
      !Self.read.contains($0.name) && KeptNames.simplyPluralRest[$0.name] == nil
    }
    file.remarks.note(
      .dropped, "collections that are not about your system, or that we do not know", unread.count)
  }

  private static let read: Set<String> = [
    "users", "members", "frontStatuses", "customFronts", "customFields", "groups", "frontHistory", "fronters",
    "comments",
  ]

  /// Whole blocks of AES in base 64 beside what they were mixed with.
  private func isEncrypted(_ document: Document) -> Bool {
    guard document.json["iv"]?.text?.isEmpty == false, let message = document.json["message"]?.text,
      let bytes = Data(base64Encoded: message)
    else { return false }
    return !bytes.isEmpty && bytes.count % 16 == 0
  }
}
