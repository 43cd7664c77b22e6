/*
 * A printer that never existed, speaking real IPP: libpappl (which others wrote) on the wire, an engine of ours behind.
 *
 *     printer_program PORT SPOOL PAPER
 *
 * PORT: on localhost. SPOOL: an existing directory for what libpappl receives. PAPER: an existing directory for what
 * comes out: NNNN.pdf, the document as it arrived, once its first side is out. Orders come on standard input, a line each:
 *
 *     reasons KEYWORD,...    printer-state-reasons from now on ("none": all is well); -error and -report are left out
 *     sheets N               paper in the tray; without paper the engine says media-empty and waits
 *     pace MS                how long a side takes
 *     stop | go              as somebody pressing the printer's own key
 *     hang | unhang          the engine stands still and says nothing of it; IPP goes on answering
 *     abort N                the next job is given up after N sides
 *
 * What happens goes to standard output, a line each: "ready", "took NNNN JOB", "side NNNN PAGE",
 * "end NNNN SIDES", "sheets N", "refused JOB" (not a PDF). A power cut is SIGKILL, a printer gone mute is SIGSTOP.
 */

#include <pappl/pappl.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>

/* Reasons with which a real engine stands still. */
#define STANDSTILL                                                                                                     \
  (PAPPL_PREASON_COVER_OPEN | PAPPL_PREASON_DOOR_OPEN | PAPPL_PREASON_INPUT_TRAY_MISSING |                              \
   PAPPL_PREASON_MARKER_SUPPLY_EMPTY | PAPPL_PREASON_MEDIA_EMPTY | PAPPL_PREASON_MEDIA_JAM |                            \
   PAPPL_PREASON_MEDIA_NEEDED | PAPPL_PREASON_OTHER | PAPPL_PREASON_TONER_EMPTY)

static const struct { const char *keyword; pappl_preason_t bit; } REASONS[] = {
  { "other", PAPPL_PREASON_OTHER },
  { "cover-open", PAPPL_PREASON_COVER_OPEN },
  { "door-open", PAPPL_PREASON_DOOR_OPEN },
  { "input-tray-missing", PAPPL_PREASON_INPUT_TRAY_MISSING },
  { "marker-supply-empty", PAPPL_PREASON_MARKER_SUPPLY_EMPTY },
  { "marker-supply-low", PAPPL_PREASON_MARKER_SUPPLY_LOW },
  { "media-empty", PAPPL_PREASON_MEDIA_EMPTY },
  { "media-jam", PAPPL_PREASON_MEDIA_JAM },
  { "media-low", PAPPL_PREASON_MEDIA_LOW },
  { "media-needed", PAPPL_PREASON_MEDIA_NEEDED },
  { "toner-empty", PAPPL_PREASON_TONER_EMPTY },
  { "toner-low", PAPPL_PREASON_TONER_LOW },
};
#define NUMBER_OF_REASONS (sizeof REASONS / sizeof REASONS[0])

static struct {
  pthread_mutex_t lock;
  pthread_cond_t news;
  pappl_printer_t *printer;
  const char *paper;
  pappl_preason_t ordered;      /* the reasons of the last order */
  int sheets, pace_ms, abort_after; /* abort_after < 0: never */
  bool stopped, hanging;
} engine = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, NULL, PAPPL_PREASON_NONE, 100, 200, -1, false, false };

static void say(const char *form, ...)
{
  va_list values;
  va_start(values, form);
  vprintf(form, values);
  va_end(values);
  putchar('\n');
  fflush(stdout);
}

/* --- with the lock held ------------------------------------------------------------------------------------------- */

static pappl_preason_t reasons_now(void)
{
  return engine.ordered | (engine.sheets == 0 ? PAPPL_PREASON_MEDIA_EMPTY : PAPPL_PREASON_NONE);
}

static void publish(void)
{
  pappl_preason_t all = PAPPL_PREASON_NONE;
  for (size_t i = 0; i < NUMBER_OF_REASONS; i++)
    all |= REASONS[i].bit;
  papplPrinterSetReasons(engine.printer, reasons_now(), all & ~reasons_now());
  pthread_cond_broadcast(&engine.news);
}

/* An empty tray matters to the next sheet, not to the back of one that is on its way. */
static bool stands_still(bool new_sheet)
{
  return engine.hanging || engine.stopped || (engine.ordered & STANDSTILL) || (new_sheet && engine.sheets == 0);
}

/* Wait until the next side is through. false: the job was cancelled meanwhile. */
static bool move_a_side(pappl_job_t *job, bool new_sheet)
{
  int left_ms = engine.pace_ms;
  while (!papplJobIsCanceled(job) || engine.hanging) {
    struct timespec until;
    if (left_ms <= 0 && !stands_still(new_sheet))
      return true;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 20000000; /* libpappl wakes nobody when a job is cancelled: look every 20 ms */
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_cond_timedwait(&engine.news, &engine.lock, &until);
    if (!stands_still(new_sheet))
      left_ms -= 20;
  }
  return false;
}

/* --- the engine --------------------------------------------------------------------------------------------------- */

static int pages_of(const char *file)
{
  char command[2048], line[256];
  int pages = 0;
  snprintf(command, sizeof command, "pdfinfo '%s' 2>/dev/null", file);
  FILE *said = popen(command, "r");
  while (said && fgets(line, sizeof line, said))
    sscanf(line, "Pages: %d", &pages);
  if (said)
    pclose(said);
  return pages;
}

/* A new name in PAPER for this document, which is put there. 0: no room. */
static int keep(const char *file)
{
  char name[2048], part[65536];
  int number = 0, to = -1;
  while (to < 0 && number < 9999) {
    snprintf(name, sizeof name, "%s/%04d.pdf", engine.paper, ++number);
    to = open(name, O_WRONLY | O_CREAT | O_EXCL, 0600);
  }
  int from = open(file, O_RDONLY);
  ssize_t got, put = 0;
  while (from >= 0 && to >= 0 && put >= 0 && (got = read(from, part, sizeof part)) > 0)
    put = write(to, part, (size_t)got);
  close(from);
  close(to);
  return from >= 0 && to >= 0 && put >= 0 ? number : 0;
}

static bool print_file(pappl_job_t *job, pappl_pr_options_t *options, pappl_device_t *device)
{
  int pages = pages_of(papplJobGetFilename(job)), number = 0, sides = 0;
  bool duplex = options->sides != PAPPL_SIDES_ONE_SIDED, whole = true;
  (void)device;
  if (pages == 0) {
    papplJobSetReasons(job, PAPPL_JREASON_DOCUMENT_UNPRINTABLE_ERROR, PAPPL_JREASON_NONE);
    say("refused %d", papplJobGetID(job));
    return false;
  }
  papplJobSetImpressions(job, pages * options->copies);
  pthread_mutex_lock(&engine.lock);
  for (int copy = 0; copy < options->copies && whole; copy++) {
    for (int page = 1; page <= pages; page++) {
      bool new_sheet = !duplex || page % 2 == 1;
      whole = move_a_side(job, new_sheet);
      if (!whole || (engine.abort_after >= 0 && sides >= engine.abort_after))
        break;
      if (number == 0 && (number = keep(papplJobGetFilename(job))) != 0)
        say("took %04d %d", number, papplJobGetID(job));
      if (new_sheet)
        say("sheets %d", --engine.sheets);
      sides++;
      /* libpappl itself counts one impression for a file that was printed to its end. */
      if (sides < pages * options->copies || engine.abort_after >= 0)
        papplJobSetImpressionsCompleted(job, 1);
      publish();
      say("side %04d %d", number, page);
    }
    whole = whole && !(engine.abort_after >= 0 && sides >= engine.abort_after);
  }
  if (engine.abort_after >= 0 && !papplJobIsCanceled(job)) {
    papplJobSetReasons(job, PAPPL_JREASON_ABORTED_BY_SYSTEM, PAPPL_JREASON_NONE);
    engine.abort_after = -1;
    whole = false;
  }
  pthread_mutex_unlock(&engine.lock);
  say("end %04d %d", number, sides);
  return whole;
}

/* --- orders ------------------------------------------------------------------------------------------------------- */

static pappl_preason_t reasons_of(char *keywords)
{
  pappl_preason_t reasons = PAPPL_PREASON_NONE;
  for (char *keyword = strtok(keywords, ", "); keyword; keyword = strtok(NULL, ", "))
    for (size_t i = 0; i < NUMBER_OF_REASONS; i++)
      if (!strcmp(keyword, REASONS[i].keyword))
        reasons |= REASONS[i].bit;
  return reasons;
}

static void obey(char *order)
{
  char *argument = strchr(order, ' ');
  if (argument)
    *argument++ = '\0';
  if (!strcmp(order, "reasons"))
    engine.ordered = reasons_of(argument);
  else if (!strcmp(order, "sheets"))
    engine.sheets = atoi(argument);
  else if (!strcmp(order, "pace"))
    engine.pace_ms = atoi(argument);
  else if (!strcmp(order, "abort"))
    engine.abort_after = atoi(argument);
  else if (!strcmp(order, "hang") || !strcmp(order, "unhang"))
    engine.hanging = order[0] == 'h';
  else if (!strcmp(order, "stop") || !strcmp(order, "go"))
    engine.stopped = order[0] == 's';
}

static void *take_orders(void *system)
{
  char line[512];
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = '\0';
    pthread_mutex_lock(&engine.lock);
    bool was_stopped = engine.stopped;
    obey(line);
    publish();
    bool stopped = engine.stopped;
    pthread_mutex_unlock(&engine.lock);
    if (stopped && !was_stopped)
      papplPrinterPause(engine.printer);
    if (!stopped && was_stopped)
      papplPrinterResume(engine.printer);
    say("done");
  }
  papplSystemShutdown((pappl_system_t *)system); /* whoever started us is gone */
  return NULL;
}

/* --- the printer's description ------------------------------------------------------------------------------------ */

static bool no_raster_job(pappl_job_t *job, pappl_pr_options_t *options, pappl_device_t *device)
{
  (void)job, (void)options, (void)device;
  return false;
}

static bool no_raster_page(pappl_job_t *job, pappl_pr_options_t *options, pappl_device_t *device, unsigned page)
{
  (void)job, (void)options, (void)device, (void)page;
  return false;
}

static bool no_raster_line(pappl_job_t *job, pappl_pr_options_t *options, pappl_device_t *device, unsigned y,
                           const unsigned char *line)
{
  (void)job, (void)options, (void)device, (void)y, (void)line;
  return false;
}

static bool as_it_is(pappl_printer_t *printer)
{
  (void)printer; /* the reasons are published when they change */
  return true;
}

static bool describe(pappl_system_t *system, const char *driver, const char *uri, const char *id,
                     pappl_pr_driver_data_t *data, ipp_t **attributes, void *extra)
{
  (void)system, (void)driver, (void)uri, (void)id, (void)attributes, (void)extra;
  data->printfile_cb = print_file;
  data->rstartjob_cb = data->rendjob_cb = no_raster_job;
  data->rstartpage_cb = data->rendpage_cb = no_raster_page;
  data->rwriteline_cb = no_raster_line;
  data->status_cb = as_it_is;
  data->format = "application/pdf";
  papplCopyString(data->make_and_model, "Madoguchi Virtual Printer", sizeof data->make_and_model);
  data->ppm = 30;
  data->kind = PAPPL_KIND_DOCUMENT;
  data->color_supported = data->color_default = PAPPL_COLOR_MODE_MONOCHROME;
  data->raster_types = PAPPL_PWG_RASTER_TYPE_SGRAY_8;
  data->duplex = PAPPL_DUPLEX_NORMAL;
  data->sides_supported = PAPPL_SIDES_ONE_SIDED | PAPPL_SIDES_TWO_SIDED_LONG_EDGE | PAPPL_SIDES_TWO_SIDED_SHORT_EDGE;
  data->sides_default = PAPPL_SIDES_ONE_SIDED;
  data->num_resolution = 1;
  data->x_resolution[0] = data->y_resolution[0] = data->x_default = data->y_default = 600;
  data->left_right = data->bottom_top = 423;
  data->num_media = 2;
  data->media[0] = "iso_a4_210x297mm";
  data->media[1] = "na_letter_8.5x11in";
  data->num_source = 1;
  data->source[0] = "main";
  data->num_type = 1;
  data->type[0] = "stationery";
  papplCopyString(data->media_default.size_name, "iso_a4_210x297mm", sizeof data->media_default.size_name);
  papplCopyString(data->media_default.source, "main", sizeof data->media_default.source);
  papplCopyString(data->media_default.type, "stationery", sizeof data->media_default.type);
  data->media_default.size_width = 21000;
  data->media_default.size_length = 29700;
  data->media_default.left_margin = data->media_default.right_margin = data->left_right;
  data->media_default.top_margin = data->media_default.bottom_margin = data->bottom_top;
  data->media_ready[0] = data->media_default;
  return true;
}

int main(int count, char *argument[])
{
  static pappl_pr_driver_t driver = { "virtual", "Madoguchi Virtual Printer", NULL, NULL };
  pthread_t orders;
  if (count != 4)
    return 2;
  engine.paper = argument[3];
  pappl_system_t *system = papplSystemCreate(PAPPL_SOPTIONS_NO_TLS, "Madoguchi Virtual Printer", atoi(argument[1]), NULL,
                                             argument[2], "-", PAPPL_LOGLEVEL_ERROR, NULL, false);
  if (!system || !papplSystemAddListeners(system, "localhost"))
    return 1;
  papplSystemSetHostName(system, "localhost");
  papplSystemSetPrinterDrivers(system, 1, &driver, NULL, NULL, describe, NULL);
  engine.printer = papplPrinterCreate(system, 0, "virtual", "virtual", NULL, "file:///dev/null");
  if (!engine.printer || pthread_create(&orders, NULL, take_orders, system))
    return 1;
  papplPrinterSetDNSSDName(engine.printer, NULL);
  say("ready");
  papplSystemRun(system);
  return 0;
}
