// Preloaded into a process whose machine has a clock that is late by CLOCK_LATE_SECONDS: it runs "a while ago".
const real = Date.now;
const late = Number(process.env.CLOCK_LATE_SECONDS) * 1000;
Date.now = () => real() - late;
