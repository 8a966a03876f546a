import { refuseUnknown } from '#lib/web/refuse-unknown.ts';

export {
  refuseUnknown as GET,
  refuseUnknown as POST,
  refuseUnknown as PUT,
  refuseUnknown as PATCH,
  refuseUnknown as DELETE,
  refuseUnknown as OPTIONS,
};
