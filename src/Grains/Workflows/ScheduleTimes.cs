namespace Fleet.Workflows;

/// <summary>When a schedule comes true. Pure.</summary>
internal static class ScheduleTimes
{
    /// <summary>The first moment behind the given one; null where it has none, or is no schedule.</summary>
    /// <param name="trigger">Of a workflow.</param>
    /// <param name="last">The moment before, from which intervals count.</param>
    /// <param name="now">What is not behind this has passed: times that were missed are not made up for one by one.</param>
    public static DateTimeOffset? Next(WorkflowTrigger trigger, DateTimeOffset last, DateTimeOffset now)
    {
        if (trigger.Type != TriggerType.Schedule)
            return null;

        var after = last > now ? last : now;
        if (trigger.Cron is { } cron)
        {
            var zone = trigger.TimeZone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(trigger.TimeZone, out var found) ? TimeZoneInfo.Utc : found;
            return CronSchedule.Parse(cron, out _)?.Next(after, zone);
        }

        if (trigger.IntervalSeconds is not { } seconds)
            return null;

        var steps = Math.Floor((after - last).TotalSeconds / seconds) + 1;
        return last.AddSeconds(steps * seconds);
    }

    /// <summary>The last moment that is not behind <paramref name="now"/>: of several that were missed, the one that counts.</summary>
    /// <param name="trigger">Of a workflow.</param>
    /// <param name="due">A moment that has come.</param>
    /// <param name="now">Not before it.</param>
    public static DateTimeOffset Last(WorkflowTrigger trigger, DateTimeOffset due, DateTimeOffset now)
    {
        if (trigger.IntervalSeconds is { } seconds)
            return due.AddSeconds(Math.Floor((now - due).TotalSeconds / seconds) * seconds);

        foreach (var back in new[] { TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(32), now - due })
        {
            var (from, last) = (now - back > due ? now - back : due, (DateTimeOffset?)null);
            for (var next = Next(trigger, from, from); next <= now; next = Next(trigger, next.Value, next.Value))
                last = next;

            if (last is { } found)
                return found;
        }

        return due;
    }
}
