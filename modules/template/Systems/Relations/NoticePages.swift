import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET /account/notices: whose friends switched.
  func noticeList(_ request: Request) throws -> Response {
    let notices = try notices(request, limit: 50)
    let page: Value = [
      "notices": notices.map { ["text": $0.sentence, "time": $0.at.view(from: request.now)] as Value },
      "hasNotices": !notices.isEmpty,
    ]
    return try house.page("template/notices", page, request)
  }

  /// GET /account/notices/latest: what an open page says when it is told that there is one.
  func noticeLatest(_ request: Request) throws -> Response {
    let latest = try notices(request, limit: 1).first
    return .text(latest?.sentence ?? "").with(.cacheControl, "no-store")
  }

  private func notices(_ request: Request, limit: Int) throws -> [FriendNotice] {
    let account = try request.account().id
    let noun = try house.site.get(for: request).noun
    return try house.read {
      try FriendNotice.list(of: account, noun: noun, house.doors.blocks, limit: limit, $0)
    }
  }

  /// What `rowhouse-jobs` does every second. Looking alone writes nothing.
  func tellFriends(at now: Moment) throws {
    guard try house.read({ try SettledFront.isAnyMoving($0) }) else { return }
    try house.write { db in
      for front in try SettledFront.take(at: now, house.doors.blocks, db)
      where try house.doors.mayWrite(front.account, now, db) {
        try FriendNotice.write(front, at: now, house.doors, db)
      }
    }
  }

  func forgetNotices(at now: Moment) throws {
    try house.write { try FriendNotice.forget(before: now - FriendNotice.days * 86_400, $0) }
  }
}
