#include <fcgiapp.h>
#include <malloc.h>
#include <sys/epoll.h>
