import Templating

/// A thread page as the site has it: a layout, partials, 20 posts of 12 fields and 1 KB each.
struct ThreadPage {
  static let layout = """
    <!doctype html>
    <html lang="{{site.language}}">
      <head>
        <meta charset="utf-8">
        <title>{{$title}}{{site.name}}{{/title}}</title>
        <link rel="stylesheet" href="{{site.css}}">
      </head>
      <body class="{{$pageclass}}page{{/pageclass}}">
        {{> partials/header }}
        <main id="main">
          {{$main}}
          {{/main}}
        </main>
        <footer>{{site.name}} <a href="/about">About</a></footer>
      </body>
    </html>

    """
  static let header = """
    <header>
      <a href="/">{{site.name}}</a>
      <nav>
        {{#navigation}}
        <a href="{{href}}"{{#current}} aria-current="page"{{/current}}>{{title}}</a>
        {{/navigation}}
      </nav>
      {{#viewer.isMember}}<a href="/account">{{viewer.name}}</a>{{/viewer.isMember}}
      {{^viewer.isMember}}<a href="/sign-in">Sign in</a>{{/viewer.isMember}}
    </header>

    """
  static let thread = """
    {{< layout }}
    {{$title}}{{title}} - {{site.name}}{{/title}}
    {{$main}}
      <h1>{{title}}</h1>
      <ol class="posts" start="{{first}}">
        {{#posts}}
        {{> forums/post }}
        {{/posts}}
      </ol>
      {{^posts}}<p>Nothing here yet.</p>{{/posts}}
    {{/main}}
    {{/ layout }}

    """
  static let post = """
    <li class="post" id="post-{{number}}">
      <article>
        <header>
          {{> partials/byline }}
          <a class="number" href="{{href}}">#{{number}}</a>
          <time datetime="{{machineTime}}">{{time}}</time>
          {{#edited}}<span class="edited">edited {{edited}}</span>{{/edited}}
        </header>
        <div class="prose">{{body}}</div>
        <footer>
          <form method="post" action="{{href}}/vote"><button name="vote" value="up">{{votes}}</button></form>
          {{#canEdit}}<a href="{{href}}/edit">Edit</a>{{/canEdit}}
        </footer>
      </article>
    </li>

    """
  static let byline = """
    <img class="avatar" src="{{avatar}}" alt="" width="40" height="40">
    <span class="name" style="--hue: {{hue}}">{{author}}</span>{{#pronouns}} <small>{{pronouns}}</small>{{/pronouns}}

    """

  static func library() throws -> Library {
    let texts = [
      "layout": layout, "partials/header": header, "forums/thread": thread, "forums/post": post,
      "partials/byline": byline,
    ]
    return try Library(names: ["forums/thread"]) { name, _ in
      try texts[name].map { try Template(Source(name: name, file: "\(name).mustache", text: $0)) }
    }
  }

  static let shell: Value = [
    "site": ["name": "Rowhouse", "language": "en", "css": "/static/css/site.css?v=1a2b3c"],
    "navigation": [
      ["href": "/forums/", "title": "Forums", "current": true] as Value,
      ["href": "/rtc/", "title": "Rooms", "current": false] as Value,
    ],
    "viewer": ["isMember": false, "name": "", "unread": 0] as Value,
  ]

  static func page() -> Value {
    let body = String(
      repeating: "<p>A sentence of ordinary length with &amp; an entity in it.</p>\n", count: 8)
    let posts = (1...20).map { number -> Value in
      [
        "number": number, "href": "/forums/thread/17/\(number)", "author": "Mira \"Moth\" O'Neill",
        "avatar": "/static/avatars/\(number).svg", "hue": number * 17, "pronouns": "they/them",
        "time": "3 hours ago", "machineTime": "2026-11-23T04:30:00Z", "edited": nil as String?,
        "body": Html(body), "votes": 12, "canEdit": false,
      ]
    }
    return ["title": "How do you tend a shared garden?", "first": 1, "posts": posts]
  }
}
