/// Who may do what: every address of the site, what it takes, and how it answers to whom. `WalkTests` tries
/// each of them. A new route needs a line here, and whoever reviews it reads that line first.
///
/// A line is a route, a word for each role (guest, member, moderator, admin, and keeper, which is a role of the
/// site's own that stands beside members), and the form that is sent.
///
/// A letter is an answer:
///   y  done, or shown                                s  asked to sign in first
///   r  let through, and refused for what was sent    f  forbidden, and said so
///   n  not found, whether or not it is there         -  there is no such thing to ask for
///   x  not well: what the route reports on does not run in tests
///
/// Where the address names something, a word has four letters: one's own, somebody else's, a secret one (in a
/// category or room that is for keepers alone, though one wrote it oneself), and one that is gone.
let walkExpectations = """
  # route                                    guest  member mod.   admin  keeper form
  # The site
  GET  /                                     y      y      y      y      y
  GET  /healthz                              x      x      x      x      x
  GET  /robots.txt                           y      y      y      y      y
  GET  /static/published/:sheet              -y-n   -y-n   -y-n   -y-n   -y-n

  # Front doors
  GET  /setup/:token                         ---n   ---n   ---n   ---n   ---n
  POST /setup/:token                         ---n   ---n   ---n   ---n   ---n
  GET  /sign-up                              y      y      y      y      y
  POST /sign-up                              r      r      r      r      r
  GET  /sign-in                              y      y      y      y      y
  POST /sign-in                              r      r      r      r      r
  POST /sign-out                             y      y      y      y      y
  GET  /sign-out/clear                       y      y      y      y      y
  GET  /face                                 y      y      y      y      y
  POST /face                                 y      y      y      y      y
  GET  /contact                              n      n      n      n      n
  GET  /privacy                              n      n      n      n      n
  GET  /rules                                n      n      n      n      n
  GET  /sign-in/forgotten                    y      y      y      y      y
  POST /sign-in/forgotten                    n      n      n      n      n
  POST /sign-in/passkey                      r      r      r      r      r
  POST /sign-in/passkey/options              y      y      y      y      y
  GET  /sign-in/reset/:token                 ---n   ---n   ---n   ---n   ---n
  POST /sign-in/reset/:token                 ---n   ---n   ---n   ---n   ---n
  POST /sign-in/return/:token                ---n   ---n   ---n   ---n   ---n
  GET  /sign-in/second                       y      y      y      y      y
  POST /sign-in/second                       y      y      y      y      y
  GET  /sign-up/:token                       ---y   ---y   ---y   ---y   ---y
  POST /sign-up/:token                       ---r   ---r   ---r   ---r   ---r

  # One's own account
  GET  /account                              s      y      y      y      y
  POST /account/password                     s      r      r      r      r
  POST /account/sessions/:id/end             -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/sessions/end-others          s      y      y      y      y
  GET  /account/sessions                     s      y      y      y      y
  POST /account/sessions/end-all             s      y      y      y      y
  GET  /account/blocked                      s      y      y      y      y
  POST /account/blocked                      s      y      y      y      y      name=ada
  POST /account/blocked/:id/remove           -s-s   -y-y   -y-y   -y-y   -y-y
  POST /account/reach                        s      y      y      y      y      who=nobody
  GET  /account/acting/raise                 s      n      n      n      n
  POST /account/acting/raise                 s      n      n      n      n      reason=Walk
  POST /account/acting/end                   s      y      y      y      y
  POST /account/confirm                      s      y      y      y      y
  POST /account/confirm/options              s      y      y      y      y
  GET  /account/export                       s      y      y      y      y
  POST /account/export                       s      y      y      y      y
  GET  /account/export/file                  s      n      n      n      n
  GET  /account/invites                      s      n      n      n      n
  POST /account/invites                      s      n      n      n      n
  POST /account/invites/:id/withdraw         -s-s   yn-n   yn-n   yn-n   yn-n
  GET  /account/leave                        s      y      y      y      y
  POST /account/leave                        s      r      r      r      r
  GET  /account/mail                         s      y      y      y      y
  POST /account/mail                         s      n      n      n      n
  GET  /account/mail/:token                  ---n   ---n   ---n   ---n   ---n
  POST /account/mail/:token                  ---n   ---n   ---n   ---n   ---n
  POST /account/mail/forget                  s      y      y      y      y
  GET  /account/name                         s      y      y      y      y
  POST /account/name                         s      r      r      r      r
  POST /account/passkeys                     s      r      r      r      r
  GET  /account/passkeys/:id                 -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/passkeys/:id                 -s-s   rn-n   rn-n   rn-n   rn-n
  POST /account/passkeys/:id/remove          -s-s   yn-n   yn-n   yn-n   yn-n
  GET  /account/passkeys/new                 s      y      y      y      y
  POST /account/passkeys/options             s      y      y      y      y
  POST /account/recovery-codes               s      r      r      r      r
  GET  /account/two-factor                   s      y      y      y      y
  POST /account/two-factor                   s      r      r      r      r
  POST /account/two-factor/remove            s      n      n      n      n

  # The system that gives the site its face
  GET  /account/front                        s      y      y      y      y
  POST /account/front                        s      f      f      y      f      op=nobody
  POST /account/front/undo                   s      f      f      y      f
  POST /account/front/status                 s      f      f      n      f
  GET  /account/system/front                 s      y      y      y      y
  POST /account/system/front                 s      y      y      y      y      op=nobody
  POST /account/system/front/undo            s      y      y      y      y
  POST /account/system/front/status          s      n      n      n      n
  GET  /account/front/history                s      f      f      y      f
  POST /account/front/history                s      f      f      n      f
  GET  /account/front/history/new            s      f      f      y      f
  GET  /account/front/statistics             s      f      f      y      f
  POST /account/front/zone                   s      f      f      y      f      zone=Europe/Berlin
  GET  /account/front/spans/:id              -s-s   -f-f   -f-f   -y-n   -f-f
  POST /account/front/spans/:id              -s-s   -f-f   -f-f   -r-n   -f-f
  POST /account/front/spans/:id/delete       -s-s   -f-f   -f-f   -y-n   -f-f
  POST /account/front/spans/:id/comments     -s-s   -f-f   -f-f   -y-n   -f-f   comment=Walk
  POST /account/front/switches/:id           -s-s   -f-f   -f-f   -y-n   -f-f   note=Walk
  GET  /account/system/front/showing         s      y      y      y      y
  POST /account/system/front/showing         s      y      y      y      y      front=private&history=private
  GET  /account/system/front/history         s      y      y      y      y
  POST /account/system/front/history         s      n      n      n      n
  GET  /account/system/front/history/new     s      y      y      y      y
  GET  /account/system/front/statistics      s      y      y      y      y
  POST /account/system/front/zone            s      y      y      y      y      zone=Europe/Berlin
  GET  /account/system/front/spans/:id       -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/system/front/spans/:id       -s-s   rn-n   rn-n   rn-n   rn-n
  POST /account/system/front/spans/:id/delete -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/system/front/spans/:id/comments -s-s   yn-n   yn-n   yn-n   yn-n   comment=Walk
  POST /account/system/front/switches/:id    -s-s   yn-n   yn-n   yn-n   yn-n   note=Walk
  GET  /systems/:account/history              -nnn   nnnn   nnnn   nnnn   nnnn
  POST /account/front/house                  s      f      f      n      f
  POST /account/front/partly                 s      f      f      y      f
  POST /account/front/together               s      f      f      y      f
  POST /account/front/showing                s      f      f      y      f      show=none
  GET  /account/alters                       s      y      y      y      y
  POST /account/alters                       s      f      f      y      f      slug=walker
  GET  /account/alters/:id                   -s-s   -f-f   -f-f   -y-n   -f-f
  POST /account/alters/:id                   -s-s   -f-f   -f-f   -y-n   -f-f   name=Walker
  POST /account/alters/:id/show              -s-s   -f-f   -f-f   -y-n   -f-f   name=Walker
  POST /account/alters/:id/archive           -s-s   -f-f   -f-f   -y-n   -f-f
  GET  /account/system/speaking              s      y      y      y      y
  POST /account/system/speaking              s      y      y      y      y      forums=latch
  POST /account/system/speaking/try          s      y      y      y      y      text=Walk
  # Somebody else's alter is not there, whoever looks.
  GET  /account/system/alters/:id/tags       -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/system/alters/:id/tags       -s-s   yn-n   yn-n   yn-n   yn-n   prefix=W:

  # Friends, lists of them, and what they tell
  GET  /account/friends                      s      y      y      y      y
  POST /account/friends                      s      y      y      y      y      name=ada
  POST /account/friends/telling              s      y      y      y      y      tell=yes
  POST /account/friends/site                 s      f      f      y      f      own=yes
  # Who asks is one's own; who is no friend, or asks nothing, is like nobody.
  POST /account/friends/:id/accept           -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/friends/:id/decline          -s-s   yy-y   yy-y   yy-y   yy-y
  POST /account/friends/:id/withdraw         -s-s   yy-y   yy-y   yy-y   yy-y
  POST /account/friends/:id/remove           -s-s   yy-y   yy-y   yy-y   yy-y
  POST /account/friends/:id/hear             -s-s   nn-n   nn-n   nn-n   nn-n   hear=yes
  POST /account/lists                        s      y      y      y      y      title=Walk
  GET  /account/lists/:id                    -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/lists/:id                    -s-s   yn-n   yn-n   yn-n   yn-n   title=Walk
  POST /account/lists/:id/remove             -s-s   yn-n   yn-n   yn-n   yn-n
  GET  /account/notices                      s      y      y      y      y
  POST /account/showing                      s      r      r      r      r
  POST /account/showing/everyone             s      r      r      r      r
  GET  /account/notices/latest               s      y      y      y      y


  # Systems brought and taken away
  GET  /account/system/import                s      y      y      y      y
  POST /account/system/import                s      r      r      r      r
  GET  /account/system/import/:id            -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/system/import/:id            -s-s   yn-n   yn-n   yn-n   yn-n
  GET  /account/system/import/:id/progress   -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/system/import/:id/stop       -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/system/import/:id/undo       -s-s   yn-n   yn-n   yn-n   yn-n
  GET  /account/system/export                s      y      y      y      y
  POST /account/system/export                s      y      y      y      y      format=rowhouse

  # Every account's own system, and what others see of it
  GET  /account/system                       s      y      y      y      y
  GET  /account/system/edit                  s      y      y      y      y
  POST /account/system/edit                  s      y      y      y      y      name=Walkers
  GET  /account/system/alters/new            s      y      y      y      y
  POST /account/system/alters/new            s      y      y      y      y      name=Walker
  GET  /account/system/alters/:id            -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/system/alters/:id            -s-s   yn-n   yn-n   yn-n   yn-n   name=Walker
  POST /account/system/alters/:id/move       -s-s   yn-n   yn-n   yn-n   yn-n   to=up
  POST /account/system/alters/:id/archive    -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/system/alters/:id/restore    -s-s   yn-n   yn-n   yn-n   yn-n
  GET  /account/system/alters/:id/delete     -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/system/alters/:id/delete     -s-s   yn-n   yn-n   yn-n   yn-n
  GET  /account/system/groups                s      y      y      y      y
  POST /account/system/groups                s      y      y      y      y      name=Walkers
  GET  /account/system/groups/:id            -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/system/groups/:id            -s-s   yn-n   yn-n   yn-n   yn-n   name=Walkers
  POST /account/system/groups/:id/move       -s-s   yn-n   yn-n   yn-n   yn-n   to=up
  GET  /account/system/groups/:id/delete     -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/system/groups/:id/delete     -s-s   yn-n   yn-n   yn-n   yn-n
  GET  /account/system/fields                s      y      y      y      y
  POST /account/system/fields                s      y      y      y      y      name=Pace
  GET  /account/system/fields/:id            -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/system/fields/:id            -s-s   yn-n   yn-n   yn-n   yn-n   name=Pace
  POST /account/system/fields/:id/move       -s-s   yn-n   yn-n   yn-n   yn-n   to=up
  GET  /account/system/fields/:id/delete     -s-s   yn-n   yn-n   yn-n   yn-n
  POST /account/system/fields/:id/delete     -s-s   yn-n   yn-n   yn-n   yn-n
  # Secret is what is kept private by somebody else: nobody gets another answer than for what is not there.
  GET  /systems/:account                     -ynn   yynn   yynn   yynn   yynn
  GET  /alters/:id                           -ynn   yynn   yynn   yynn   yynn
  GET  /pictures/:mark                       -ynn   yynn   yynn   yynn   yynn

  # The control room
  GET  /admin                                s      f      f      y      f
  GET  /admin/modules                        s      f      f      y      f
  POST /admin/modules/:name                  -s-s   -f-f   -f-f   -y-n   -f-f   to=open
  GET  /admin/users                          s      f      y      y      f
  GET  /admin/users/:id                      -s-s   ff-f   yy-n   yy-n   ff-f
  POST /admin/users/:id/suspend              -s-s   ff-f   fy-n   fy-n   ff-f   suspend-reason=Walk
  POST /admin/users/:id/unsuspend            -s-s   ff-f   fy-n   fy-n   ff-f
  POST /admin/users/:id/silence              -s-s   ff-f   fy-n   fy-n   ff-f   silence-reason=Walk
  POST /admin/users/:id/unsilence            -s-s   ff-f   fy-n   fy-n   ff-f
  POST /admin/users/:id/remove-posts         -s-s   ff-f   fy-n   fy-n   ff-f
  POST /admin/users/:id/restore-posts        -s-s   ff-f   fy-n   fy-n   ff-f
  POST /admin/users/:id/notes                -s-s   ff-f   yy-n   yy-n   ff-f   note=Walk
  POST /admin/users/:id/act-as               -s-s   ff-f   ff-f   fy-n   ff-f
  POST /admin/users/:id/role                 -s-s   ff-f   ff-f   ry-n   ff-f   role=moderator
  POST /admin/users/:id/sign-out             -s-s   ff-f   ff-f   fy-n   ff-f
  GET  /admin/permissions                    s      f      f      y      f
  POST /admin/permissions                    s      f      f      y      f
  GET  /admin/permissions/:kind/:id          -sss   -fff   -fff   -yyn   -fff
  POST /admin/permissions/:kind/:id          -sss   -fff   -fff   -yyn   -fff
  GET  /admin/roles                          s      f      f      y      f
  POST /admin/roles                          s      f      f      y      f      title=Walker&base=member
  GET  /admin/roles/:name                    -s-s   -f-f   -f-f   -y-n   -f-f
  POST /admin/roles/:name                    -s-s   -f-f   -f-f   -y-n   -f-f   title=Walking
  POST /admin/roles/:name/remove             -s-s   -f-f   -f-f   -y-n   -f-f
  GET  /admin/audit                          s      f      f      y      f
  GET  /admin/logs                           s      f      f      y      f
  GET  /admin/logs/:name/raw                 -s-s   -f-f   -f-f   -y-n   -f-f
  GET  /admin/audit/:id                      -s-s   -f-f   -f-f   -y-n   -f-f
  POST /admin/audit/export                   s      f      f      r      f
  POST /admin/newcomers/:id                  -s-s   -f-f   -f-f   -y-n   -f-f
  GET  /admin/second-factors                 s      f      f      y      f
  POST /admin/second-factors                 s      f      f      y      f
  GET  /admin/settings                       s      f      f      y      f
  POST /admin/settings                       s      f      f      r      f
  POST /admin/users/:id/factors/remove       -s-s   ff-f   ff-f   fy-n   ff-f
  POST /admin/users/:id/reset-link           -s-s   ff-f   ff-f   fy-n   ff-f

  # Forums
  GET  /forums/                              y      y      y      y      y
  GET  /forums/category/:id                  -ynn   -ynn   -ynn   -yyn   -yyn
  POST /forums/read                          s      y      y      y      y
  GET  /forums/category/:id/new              -sss   -ynn   -ynn   -yyn   -yyn
  POST /forums/category/:id/new              -sss   -ynn   -ynn   -yyn   -yyn   title=Walk&text=Walk
  GET  /forums/thread/:id                    -ynn   yynn   yynn   yyyn   yyyn
  GET  /forums/thread/:id/unread             -ynn   yynn   yynn   yyyn   yyyn
  GET  /forums/thread/:id/last               -ynn   yynn   yynn   yyyn   yyyn
  POST /forums/thread/:id/moderate           -sss   ffff   yynn   yyyn   ffff   act=lock
  POST /forums/thread/:id/reply              -sss   yynn   yynn   yyyn   yyyn   text=Walk
  POST /forums/preview                       s      n      n      n      n      text=Walk
  GET  /forums/post/:id                      -yny   yyny   yyny   yyyy   yyyy
  POST /forums/post/:id/vote                 -sss   rynn   rynn   ryrn   ryrn   vote=up
  GET  /forums/post/:id/edit                 -sss   ynnn   yynn   yyyn   ynyn
  POST /forums/post/:id/edit                 -sss   ynnn   yynn   yyyn   ynyn   text=Walked
  GET  /forums/post/:id/repost               -sss   ynnn   ynnn   ynyn   ynyn
  POST /forums/post/:id/repost               -sss   ynnn   ynnn   ynyn   ynyn   speaker=0
  GET  /forums/post/:id/history              -sss   nnnn   yyny   yyyy   nnnn
  GET  /forums/post/:id/remove               -sss   ynnn   yynn   yyyn   ynyn
  POST /forums/post/:id/remove               -sss   ynnn   yynn   yyyn   ynyn
  POST /forums/post/:id/restore              -sss   ffff   yyny   yyyy   ffff
  GET  /forums/held                          s      y      y      y      y
  # What may not be judged because it may not be seen gets the answer of what is gone: somebody was faster.
  GET  /forums/held/:id/repost               -sss   ynyn   ynyn   ynyn   ynyn
  POST /forums/held/:id/repost               -sss   ynyn   ynyn   ynyn   ynyn   speaker=0
  POST /forums/held/:id/accept               -sss   ffff   yyyy   yyyy   ffff
  POST /forums/held/:id/refuse               -sss   ffff   yyyy   yyyy   ffff   reason=Walk
  GET  /forums/manage                        s      f      f      y      f
  POST /forums/manage                        s      f      f      y      f      name=Walk
  GET  /forums/category/:id/edit             -sss   -fff   -fff   -yyn   -fff
  POST /forums/category/:id/edit             -sss   -fff   -fff   -yyn   -fff   name=Walk
  POST /forums/category/:id/move             -sss   -fff   -fff   -yyn   -fff   to=up

  # Chat
  GET  /rtc                                  s      y      y      y      y
  GET  /rtc/me                               s      y      y      y      y
  GET  /rtc/room/:id                         -sss   -ynn   -ynn   -yyn   -yyn
  POST /rtc/room/:id/message                 -sss   -ynn   -ynn   -yyn   -yyn   body=Walk&nonce=walk-walk
  GET  /rtc/message/:id/repost               -sss   ynnn   ynnn   ynyn   ynyn
  POST /rtc/message/:id/repost               -sss   ynnn   ynnn   ynyn   ynyn   speaker=0
  GET  /rtc/rooms/new                        s      f      f      y      f
  POST /rtc/rooms/new                        s      f      f      y      f      name=Walk&position=1
  GET  /rtc/room/:id/edit                    -sss   -fff   -fff   -yyn   -fff
  POST /rtc/room/:id/edit                    -sss   -fff   -fff   -yyn   -fff   name=Walk&position=1
  """ + faceExpectations
