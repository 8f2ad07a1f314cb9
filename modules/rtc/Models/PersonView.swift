import Kit
import Templating

/// Somebody in the list of who is in a room, with a way to ask them for friendship.
struct PersonView: Renderable {
  private let speaker: ChatSpeaker
  private let asking: String?

  /// `acquainted`: who is not to be asked; nil where nobody is. An account that is not shown is not asked either.
  init(_ speaker: ChatSpeaker, unless acquainted: Set<Int64>?) {
    self.speaker = speaker
    let isShown = speaker.alter == nil || !speaker.handle.isEmpty
    let isStrange = acquainted.map { !$0.contains(speaker.account) } ?? false
    asking = isShown && isStrange ? FriendsDoor.address(asking: speaker.account) : nil
  }

  /// What scripts fill for who comes later.
  static let blank = PersonView(ChatSpeaker(account: 0, name: " ", handle: " "), unless: [])

  var value: Value { ["speaker": speaker, "asking": asking] }
}
