"""The worker and the watch: what the desk does by itself, behind its pages.

Words that live here: task (a job's name and its function), timetable (what is
done by the clock), watch (the loop that finds what falls due), beat, health.
"""
