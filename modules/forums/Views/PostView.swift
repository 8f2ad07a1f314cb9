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

  var value: Value {
    let actions = actions
    return [
      "number": post.number, "id": post.id, "href": "/forums/post/\(post.id)", "speaker": post.speaker,
      "time": post.createdAt.view(from: now), "edited": post.editedAt?.view(from: now),
      "body": post.isVisible ? post.html : nil, "removed": removed, "votes": post.isVisible ? votes : nil,
      "actions": actions, "hasActions": !actions.isEmpty, "restore": restore, "isNew": isNew,
      "startsNew": startsNew,
    ]
  }

  var votes: VotesView {
    VotesView(
      id: post.id, ups: post.ups, downs: post.downs, mine: post.vote,
      canVote: viewer.can("forums.vote") && !post.isOwn(viewer))
  }

  private var removed: String? {
    switch post.removal {
    case .none: nil
    case .byAuthor: "The author removed this post."
    case .byModerator: "A moderator removed this post."
    }
  }

  private var restore: String? {
    !post.isVisible && viewer.can("forums.moderate") ? "/forums/post/\(post.id)/restore" : nil
  }

  private var actions: [Value] {
    guard !viewer.isGuest else { return [] }
    var actions: [Value] = []
    if post.isVisible, viewer.can("forums.reply"), !thread.isLocked {
      let page = Thread.address(thread.id, page: thread.pages)
      let address = "\(page)\(thread.pages == 1 ? "?" : "&")quote=\(post.id)#text-form"
      actions.append(Self.action("Quote", address, quotes: post.id))
    }
    if post.mayEdit(viewer, in: thread) {
      actions.append(Self.action("Edit", "/forums/post/\(post.id)/edit"))
      actions.append(Self.action("Remove", "/forums/post/\(post.id)/remove"))
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

  var value: Value {
    [
      "score": ups - downs, "up": ups, "down": downs, "upPressed": mine == 1, "downPressed": mine == -1,
      "action": "/forums/post/\(id)/vote", "canVote": canVote,
    ]
  }
}
