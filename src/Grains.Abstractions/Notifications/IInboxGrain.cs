namespace Fleet.Notifications;

/// <summary>
/// One person's notifications; key <see cref="GrainKey.For"/>(organization, user), or <see cref="Inbox.Everyone"/> for what
/// the organization tells all. What a call answered is stored, and every device of the person is told of it through the
/// event shard of his id (<see cref="Events.InboxChanged"/>).
/// </summary>
[Alias("Fleet.IInboxGrain")]
public interface IInboxGrain : IGrainWithStringKey
{
    /// <returns>As it is kept: the one of the same id where there was one.</returns>
    [Alias("Post")]
    Task<Notification> Post(Notification notification);

    /// <returns>Unread ones after it; null where there is no such notification.</returns>
    [Alias("MarkRead")]
    Task<int?> MarkRead(string notificationId);

    [Alias("Get")]
    Task<InboxSnapshot> Get(int max);
}
