from tests.forms_filled import REPORT, send
from portal.storage.messages import Message
from portal.storage.submissions import Submission
from sqlalchemy import text
import cProfile, pstats

def test_move(browser, do_jobs, world, rows, database, tasks, sessions):
    send(browser)
    print(database.execute(text("select id,task_name,status,lock,args from procrastinate_jobs")).all())
    database.commit()
    s=rows(Submission)[0]
    import structlog
    tasks.tasks["submissions.deliver"].func(submission=str(s.id))
    print(database.execute(text("select id,task_name,status,lock,args from procrastinate_jobs")).all())
    print([(m.kind,m.about) for m in rows(Message)], [(s.number,s.delivered_at) for s in rows(Submission)])
