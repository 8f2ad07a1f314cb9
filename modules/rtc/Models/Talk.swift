import Kit
import Templating

/// Messages as a page shows them: with a line before each new day, and what one speaker says in one go
/// joined into a run.
struct Talk {
  /// A pause longer than this starts a new run, in milliseconds.
  static let pause: Int64 = 5 * 60_000

  let messages: [Message]
  let now: Moment
  /// Whom the reader does not want to read.
  var blocked: Set<Int64> = []
  var reader: Int64?
  /// The reader has others to speak as.
  var canRepost = false
  /// The reader may look at accounts.
  var canModerate = false

  var lines: [Value] {
    var lines: [Value] = []
    var last: Message?
    for message in messages {
      let isNewDay = last?.at.day != message.at.day
      if isNewDay { lines.append(dayLine(message.at)) }
      let isRun = !isNewDay && last.map { follows(message, $0) } ?? false
      lines.append(["day": Value.null, "message": view(message, isRun: isRun)])
      last = message
    }
    return lines
  }

  private func follows(_ message: Message, _ last: Message) -> Bool {
    message.speaker == last.speaker && message.at.milliseconds - last.at.milliseconds < Self.pause
  }

  private func dayLine(_ at: Moment) -> Value {
    let text =
      switch at.day {
      case now.day: "Today"
      case (now - 86_400).day: "Yesterday"
      default: at.day
      }
    return ["day": ["text": text, "date": String(at.iso.prefix(10))] as Value, "message": Value.null]
  }

  private func view(_ message: Message, isRun: Bool) -> Value {
    [
      "seq": Int(message.seq), "isRun": isRun, "speaker": message.speaker,
      "who": message.speaker.key, "time": message.at.view(from: now), "at": Int(message.at.milliseconds),
      "block": isRun || reader == nil || reader == message.speaker.account
        ? nil : "/account/blocked?who=\(message.speaker.account)",
      "repost": mayRepost(message) ? message.repost : nil,
      "moderate": !isRun && canModerate ? "/admin/users/\(message.speaker.account)" : nil,
      "body": Html(message.html), "folded": blocked.contains(message.speaker.account),
    ]
  }

  private func mayRepost(_ message: Message) -> Bool {
    canRepost && message.speaker.account == reader && Repost.isOpen(message.at, now: now)
  }

  /// What scripts fill for a message that arrives later.
  static let blank: Value = [
    "seq": "", "isRun": false, "speaker": ChatSpeaker(account: 0, name: " ", handle: " "), "who": "",
    "time": ["iso": "", "text": "", "title": ""] as Value, "at": "", "body": "", "folded": false,
    "block": "/account/blocked", "repost": "/rtc/message", "moderate": "/admin/users",
  ]
}

extension ChatSpeaker {
  /// Tells speakers apart: `5`, or `5/12` for an alter.
  public var key: String { alter.map { "\(account)/\($0)" } ?? "\(account)" }
}

extension Message {
  var repost: String { "/rtc/message/\(id)/repost" }
}
