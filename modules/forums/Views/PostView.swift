import Kit
import Templating

/// A post on its thread's page, as this viewer may see it and act on it.
struct PostView: Renderable {
  let post: Post
  let thread: Thread
  let viewer: Viewer
  let now: Moment
  var isNew = false
  /// The line "New since you were here" stands before it.
  var startsNew = false
  /// The viewer has blocked its author.
  var isFolded = false
  /// The account stands beside the alter.
  var showsHandle = true
  /// The viewer has others to speak as.
  var canRepost = false
  /// The viewer may ask its author for friendship.
  var canAsk = false
  /// The page has a composer: a vote without scripts takes along what stands in it.
  var hasComposer = false

  private static let shape = Shape(
    "number", "id", "href", "speaker", "time", "edited", "body", "removed", "votes", "actions", "hasActions",
    "restore", "isNew", "startsNew", "folded")

  var value: Value {
    var record = RecordBuilder(Self.shape)
    let actions = actions
    record.append("number", post.number)
    record.append("id", post.id)
    record.append("href", "/forums/post/\(post.id)")
    record.append("speaker", showsHandle ? post.speaker : post.speaker.withoutHandle)
    record.append("time", post.createdAt.view(from: now))
    record.append("edited", post.editedAt?.view(from: now))
    record.append("body", post.isVisible ? post.html : nil)
    record.append("removed", removed)
    record.append("votes", post.isVisible ? votes : nil)
    record.append("actions", actions)
    record.append("hasActions", !actions.isEmpty)
    record.append("restore", restore)
    record.append("isNew", isNew)
    record.append("startsNew", startsNew)
    record.append("folded", isFolded)
    return record.value()
  }

  var votes: VotesView {
    VotesView(
      id: post.id, ups: post.ups, downs: post.downs, mine: post.vote,
      canVote: viewer.can("forums.vote", in: thread.scope) && !post.isOwn(viewer),
      place: hasComposer ? post.number : nil)
  }

  private var removed: String? {
    switch post.removal {
    case .none: nil
    case .byAuthor: "The author removed this post."
    case .byModerator, .withAll: "A moderator removed this post."
    }
  }

  private var restore: String? {
    !post.isVisible && viewer.can("forums.moderate", in: thread.scope)
      ? "/forums/post/\(post.id)/restore" : nil
  }

  private var actions: [Value] {
    guard !viewer.isGuest else { return [] }
    var actions: [Value] = []
    if post.isVisible, viewer.can("forums.reply", in: thread.scope), !thread.isLocked {
      let page = Thread.address(thread.id, page: thread.pages)
      let address = "\(page)\(thread.pages == 1 ? "?" : "&")quote=\(post.id)#text-form"
      actions.append(Self.action("Quote", address, quotes: post.id))
    }
    if post.mayEdit(viewer, in: thread) {
      actions.append(Self.action("Edit", "/forums/post/\(post.id)/edit"))
      actions.append(Self.action("Remove", "/forums/post/\(post.id)/remove"))
    }
    if canRepost, post.mayRepost(viewer, in: thread), Repost.isOpen(post.createdAt, now: now) {
      actions.append(Self.action("Repost as", "/forums/post/\(post.id)/repost"))
    }
    // Where the account is not shown, asking it would tell.
    if canAsk, showsHandle, !post.isGone {
      actions.append(Self.action("Befriend", FriendsDoor.address(asking: post.account)))
    }
    if !post.isOwn(viewer), !post.isGone {
      actions.append(Self.action(isFolded ? "Unblock" : "Block", "/account/blocked?who=\(post.account)"))
    }
    if viewer.can("admin.moderate") {
      actions.append(Self.action("Account", "/admin/users/\(post.account)"))
    }
    return actions
  }

  private static func action(_ title: String, _ href: String, quotes: Int64? = nil) -> Value {
    ["title": title, "href": href, "isQuote": quotes != nil, "quotes": quotes]
  }
}

/// The voting form of a post, alone when JavaScript asked for it.
struct VotesView: Renderable {
  let id: Int64
  let ups: Int
  let downs: Int
  let mine: Int
  let canVote: Bool
  /// Its number, where the buttons belong to the composer's form.
  var place: Int?

  private static let shape = Shape(
    "score", "up", "down", "upPressed", "downPressed", "action", "canVote", "along")

  var value: Value {
    var record = RecordBuilder(Self.shape)
    record.append("score", ups - downs)
    record.append("up", ups)
    record.append("down", downs)
    record.append("upPressed", mine == 1)
    record.append("downPressed", mine == -1)
    record.append("action", canVote ? "/forums/post/\(id)/vote" : nil)
    record.append("canVote", canVote)
    record.append("along", place.map { "/forums/post/\(id)/vote#post-\($0)" })
    return record.value()
  }
}
