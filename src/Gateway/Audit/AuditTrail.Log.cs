using Fleet.Audit;
using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Audit;

internal sealed partial class AuditTrail
{
    [LoggerMessage(EventId = 7251, Level = LogLevel.Warning, Message = "An audit row was dropped, the queue is full: {Action} by {Actor} of {OrganizationId}")]
    private partial void Dropped(AuditAction action, string actor, string organizationId);

    [LoggerMessage(EventId = 7252, Level = LogLevel.Error, Message = "An audit row could not be written: {Action} of {Target} by {Actor} of {OrganizationId}")]
    private partial void NotWritten(Exception exception, AuditAction action, string? target, string actor, string organizationId);

    [LoggerMessage(EventId = 7253, Level = LogLevel.Warning, Message = "{Count} audit rows wait for the database")]
    private partial void Waiting(Exception exception, int count);

    [LoggerMessage(EventId = 7254, Level = LogLevel.Error, Message = "{Count} audit rows were lost when the gateway stopped")]
    private partial void Lost(Exception exception, int count);
}
