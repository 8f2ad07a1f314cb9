import Kit

extension ForumsModule {
  /// POST /forums/read with upto=POST and, for one category alone, category=ID. Only what the page knew when
  /// the button was shown counts as read.
  func readAll(_ request: Request) throws -> Response {
    let account = try request.account()
    let form = try request.form()
    let category = Int64(form["category"]) ?? Reading.everywhere
    try house.write { db in
      let newest = try Reading.newestPost(db)
      if category != Reading.everywhere { _ = try Category.find(category, for: request.viewer, db) }
      let upto = min(Int64(form["upto"]) ?? newest, newest)
      try Reading.raiseFloor(account.id, in: category, to: upto, db)
    }
    return .seeOther(category == Reading.everywhere ? "/forums/" : "/forums/category/\(category)")
      .flash(.good, "Everything is marked as read.")
  }
}
