import HTTPTypes
import Kit

extension Request {
  /// nginx asks whether somebody may come, before it takes the files that they want to send.
  var isAsking: Bool { server("MAY_COME") != nil }
}

extension Site {
  /// Through the same gates as the request itself, in the words that nginx knows (204, 401 and 403). Whoever
  /// only wants to look brings nothing along.
  func mayCome(_ request: Request) -> Response {
    guard request.method == .post else { return Response(.noContent) }
    let answer = respond(to: request).status
    return Response(answer == .noContent || answer == .unauthorized ? answer : .forbidden)
  }
}
