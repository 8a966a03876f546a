/** Of a process for one upload: the attempt failed, and not by ending its process. */
export const TRY_AGAIN = 75;
