import { reportScheduleBody, reportScheduleList, reportScheduleView } from '../report-schedule.ts';
import { answer, type Operation } from './operation.ts';

/** Reports that come by themselves. */
export const REPORT_SCHEDULES: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/report-schedules',
    group: 'Posture',
    summary: 'Schedules of posture reports, and what was made of them last',
    permission: 'posture:export',
    answers: [answer(200, 'The schedules.', reportScheduleList)],
  },
  {
    method: 'POST',
    path: '/api/v1/report-schedules',
    group: 'Posture',
    summary: 'Schedule a posture report',
    notes:
      'Once for each period that ends from now on, at its day and hour in the organization’s time zone, each recipient gets a mail with ' +
      'the score of what they may see, and an address of the report that needs signing in. 409: the name is taken, or there are as many as there can be.',
    permission: 'report:schedule',
    body: reportScheduleBody,
    answers: [answer(201, 'The schedule.', reportScheduleView)],
    problems: [404, 409],
  },
  {
    method: 'PUT',
    path: '/api/v1/report-schedules/{id}',
    group: 'Posture',
    summary: 'Change the schedule of a posture report',
    notes: 'What was due before the change is not made up for.',
    permission: 'report:schedule',
    body: reportScheduleBody,
    answers: [answer(200, 'The schedule.', reportScheduleView)],
    problems: [404, 409],
  },
  {
    method: 'DELETE',
    path: '/api/v1/report-schedules/{id}',
    group: 'Posture',
    summary: 'End the schedule of a posture report',
    permission: 'report:schedule',
    answers: [answer(204, 'It is gone.', null)],
    problems: [404],
  },
];
