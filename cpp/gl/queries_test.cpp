// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/queries.h"

#include <gtest/gtest.h>

#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

TEST(Queries, ResultsAreThereInTheNextTaskAndNotBefore) {
  TestContext t;
  const GLuint query = createQuery(t.c);
  EXPECT_FALSE(isQuery(t.c, query));  // never begun
  beginQuery(t.c, GL_TRANSFORM_FEEDBACK_PRIMITIVES_WRITTEN, query);
  EXPECT_TRUE(isQuery(t.c, query));
  EXPECT_EQ(getQuery(t.c, GL_TRANSFORM_FEEDBACK_PRIMITIVES_WRITTEN, GL_CURRENT_QUERY).words[1], query);
  t.c.query.primitivesWritten->result = 12;
  getQueryParameter(t.c, query, GL_QUERY_RESULT);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);  // active
  endQuery(t.c, GL_TRANSFORM_FEEDBACK_PRIMITIVES_WRITTEN);
  EXPECT_EQ(getQueryParameter(t.c, query, GL_QUERY_RESULT_AVAILABLE).words[0], 0u);
  EXPECT_EQ(getQueryParameter(t.c, query, GL_QUERY_RESULT).words[0], 0u);
  ++t.c.task;
  EXPECT_EQ(getQueryParameter(t.c, query, GL_QUERY_RESULT_AVAILABLE).words[0], 1u);
  EXPECT_EQ(getQueryParameter(t.c, query, GL_QUERY_RESULT).words[0], 12u);
}

TEST(Queries, ADeletedQueryIsEndedFirst) {
  TestContext t;
  const GLuint query = createQuery(t.c);
  beginQuery(t.c, GL_ANY_SAMPLES_PASSED, query);
  deleteQuery(t.c, query);
  EXPECT_FALSE(isQuery(t.c, query));
  EXPECT_EQ(getQuery(t.c, GL_ANY_SAMPLES_PASSED, GL_CURRENT_QUERY).kind, ValueKind::Null);
  endQuery(t.c, GL_ANY_SAMPLES_PASSED);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Queries, TimestampsRiseThoughTheClockStands) {
  TestContext t;
  t.c.extensions |= kExtDisjointTimerQuery;
  const GLuint first = createQuery(t.c), second = createQuery(t.c);
  queryCounterEXT(t.c, first, GL_TIMESTAMP_EXT);
  queryCounterEXT(t.c, second, GL_TIMESTAMP_EXT);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_LT(t.c.queries.find(first)->result, t.c.queries.find(second)->result);
  queryCounterEXT(t.c, first, GL_TIME_ELAPSED_EXT);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
}

TEST(Syncs, AreSignalledInTheNextTask) {
  TestContext t;
  const GLuint sync = fenceSync(t.c, GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
  EXPECT_TRUE(isSync(t.c, sync));
  EXPECT_EQ(clientWaitSync(t.c, sync, 0, 0), GL_TIMEOUT_EXPIRED);
  EXPECT_EQ(getSyncParameter(t.c, sync, GL_SYNC_STATUS).words[0], GL_UNSIGNALED);
  ++t.c.task;
  EXPECT_EQ(clientWaitSync(t.c, sync, GL_SYNC_FLUSH_COMMANDS_BIT, 0), GL_ALREADY_SIGNALED);
  EXPECT_EQ(getSyncParameter(t.c, sync, GL_SYNC_STATUS).words[0], GL_SIGNALED);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
}

TEST(Syncs, WaitsThatMakeNoSenseAreRefused) {
  TestContext t;
  EXPECT_EQ(fenceSync(t.c, GL_SYNC_FENCE, 0), 0u);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  EXPECT_EQ(fenceSync(t.c, GL_SYNC_GPU_COMMANDS_COMPLETE, 1), 0u);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  const GLuint sync = fenceSync(t.c, GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
  EXPECT_EQ(clientWaitSync(t.c, sync, 0, 1e18), GL_WAIT_FAILED);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  EXPECT_EQ(clientWaitSync(t.c, sync, 2, 0), GL_WAIT_FAILED);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  waitSync(t.c, sync, 0, 0);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  waitSync(t.c, sync, 0, -1);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  deleteSync(t.c, sync);
  waitSync(t.c, sync, 0, -1);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

}  // namespace
}  // namespace sw::gl
