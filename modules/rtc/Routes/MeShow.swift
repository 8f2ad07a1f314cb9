import GRDB
import HTTPTypes
import Kit

extension RTCModule {
  /// As many of a system as one answer names.
  private static let mostSpeakers = 500

  /// GET /rtc/me: what a program needs to know before it begins: rooms, who one may speak as, whom one blocks.
  /// `?skip=500` goes on in a system that is larger than one answer.
  func meShow(_ request: Request) throws -> Response {
    let (rooms, epoch) = try sessions.read { db in
      (try Room.all(for: request.viewer, db), try Room.epoch(db))
    }
    let about: JSON = [
      "user": request.viewer.account.map { ["id": .int($0.id), "name": .text($0.name)] } ?? .null,
      "epoch": .text(epoch), "rooms": .list(rooms.map { $0.json(for: request.viewer) }),
    ]
    return .json(about.with(try own(request)).string).with(.cacheControl, "no-store")
  }

  private func own(_ request: Request) throws -> JSON {
    guard let account = request.viewer.account else { return [:] }
    let blocked = try house.read { try house.doors.blocks.of(account.id, $0) }
    let voices = try voices(of: request.viewer, at: request.now)
    let skip = max(0, request.query["skip"].flatMap { Int($0) } ?? 0)
    let part = voices.alters.dropFirst(skip).prefix(Self.mostSpeakers)
    let links = try request.viewer.can("rtc.manage") ? nil : mostLinks(of: request.viewer, at: request.now)
    return [
      "speakers": .list(([.init(voices.account)] + part).map(\.json)),
      "more": .int(Int64(max(0, voices.alters.count - skip - part.count))),
      "usual": .int(voices.usualIfFree?.key), "latch": .bool(voices.isLatching),
      "exact": .bool(voices.isExact), "blocked": .list(blocked.sorted().map { .int($0) }),
      "links": .int(links.map(Int64.init)),
    ]
  }
}

extension Room {
  fileprivate func json(for viewer: Viewer) -> JSON {
    let maySpeak = !viewer.isGuest && viewer.can("rtc.speak", in: .room(id))
    return [
      "room": .int(id), "name": .text(name), "topic": .text(topic), "head": .int(head),
      "speak": .bool(maySpeak),
    ]
  }
}

extension Voices.Alter {
  fileprivate var json: JSON {
    [
      "as": .int(voice.key), "name": .text(voice.name), "pronouns": .text(voice.pronouns),
      "color": .text(voice.color), "avatar": .text(Speaker.address(ofPicture: voice.picture) ?? ""),
      "private": .bool(!isFree), "keeps": .bool(keepsTags),
      "tags": .list(tags.map { .list([.text($0.prefix), .text($0.suffix)]) }),
    ]
  }
}
