#!/usr/bin/env python3
"""seed.py DB : 10,000 threads / 200,000 posts / 1,000 users, deterministic."""
import sys,os,sqlite3,random; sys.path.insert(0,os.path.dirname(os.path.abspath(__file__)))
from words import *
p=sys.argv[1]
for e in ('','-wal','-shm'):
    if os.path.exists(p+e): os.remove(p+e)
d=sqlite3.connect(p); r=random.Random(42)
d.executescript("""PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;
CREATE TABLE user(id INTEGER PRIMARY KEY,name TEXT NOT NULL UNIQUE);
CREATE TABLE thread(id INTEGER PRIMARY KEY,title TEXT NOT NULL,user_id INT NOT NULL,replies INT NOT NULL,last_post INT NOT NULL);
CREATE TABLE post(id INTEGER PRIMARY KEY,thread_id INT NOT NULL,user_id INT NOT NULL,created INT NOT NULL,body TEXT NOT NULL);""")
d.executemany("INSERT INTO user VALUES(?,?)",((i,"user%d"%i) for i in range(1,N_USERS+1)))
d.executemany("INSERT INTO thread VALUES(?,?,?,?,?)",((i,title(r),r.randint(1,N_USERS),PER-1,T0+i+PER*1000) for i in range(1,N_THREADS+1)))
# posts arrive interleaved over the threads, as in life
d.executemany("INSERT INTO post VALUES(?,?,?,?,?)",((k*N_THREADS+t,t,r.randint(1,N_USERS),T0+t+k*1000,body(r)) for k in range(PER) for t in range(1,N_THREADS+1)))
d.execute("CREATE INDEX post_thread ON post(thread_id,id)"); d.commit(); d.execute("PRAGMA wal_checkpoint(TRUNCATE)"); d.close()
print(os.path.getsize(p))
