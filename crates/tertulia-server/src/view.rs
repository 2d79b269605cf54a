//! Views: what the engine gives, as the wire shows it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tertulia_core::body::PERSON_TEXT_MAX_CHARS;
use tertulia_core::ports::{InstanceSettings, MessagePage, Probe};
use tertulia_core::profile::Profile;
use tertulia_core::{GroupId, Message, Seq};
use tertulia_engine as engine;
use tertulia_protocol as wire;
use tertulia_protocol::instance::{Ai, Instance, Limits};
use tertulia_protocol::signal::{self, PresenceState};

/// The most bytes of a photo.
pub const PHOTO_MAX_BYTES: u32 = 10 * 1024 * 1024;

pub fn instance(view: engine::InstanceView, is_insecure: bool) -> Instance {
    Instance {
        name: view.settings.name,
        needs_setup: view.needs_setup,
        sign_up: view.settings.sign_up.into(),
        guests_allowed: view.settings.are_guests_allowed,
        assistant: (&view.assistant).into(),
        ai: Ai { available: !view.model_names.is_empty(), model_names: view.model_names },
        insecure: is_insecure,
        member_limit: view.settings.member_limit,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        limits: Limits { text_chars: count(PERSON_TEXT_MAX_CHARS), photo_bytes: PHOTO_MAX_BYTES },
    }
}

pub fn instance_settings(settings: InstanceSettings, assistant: &Profile) -> wire::admin::InstanceSettings {
    wire::admin::InstanceSettings {
        name: settings.name,
        sign_up: settings.sign_up.into(),
        guests_allowed: settings.are_guests_allowed,
        member_limit: settings.member_limit,
        assistant_name: assistant.name.as_str().to_owned(),
    }
}

pub fn group(view: &engine::GroupView) -> wire::GroupView {
    let head = view.group.head;
    wire::GroupView {
        group: wire::Group::seen_from(&view.group, view.sees_from),
        profiles: profiles(&view.profiles),
        sees_from: view.sees_from.0,
        read_seq: view.read_seq.0,
        reads: view.reads.iter().copied().map(Into::into).collect(),
        unread: view.unread.into(),
        preferences: (&view.preferences).into(),
        last: view.last.as_ref().map(|m| wire::Message::of(view.group.id, head, m)),
        partials: view.partials.iter().map(partial).collect(),
        online: view.online.iter().map(presence).collect(),
        requests: view.requests,
    }
}

pub fn profiles(profiles: &[Profile]) -> Vec<wire::Profile> {
    profiles.iter().map(Into::into).collect()
}

pub fn messages(group: GroupId, as_of: Seq, messages: &[Message]) -> Vec<wire::Message> {
    messages.iter().map(|m| wire::Message::of(group, as_of, m)).collect()
}

/// A page of `group`, with what goes beside it.
pub fn page(
    group: GroupId,
    page: &MessagePage,
    events: Vec<wire::Event>,
    named: &[Profile],
    partials: &[engine::Partial],
) -> wire::thread::Page {
    wire::thread::Page {
        messages: messages(group, page.head, &page.messages),
        events,
        profiles: profiles(named),
        partials: partials.iter().map(partial).collect(),
        head: page.head.0,
        has_older: page.has_older,
        has_newer: page.has_newer,
    }
}

pub fn partial(partial: &engine::Partial) -> signal::Partial {
    signal::Partial { message: partial.message.0, run: partial.run.0, text: partial.text.clone() }
}

pub fn presence(presence: &engine::PresenceState) -> signal::Presence {
    let state = match (presence.is_online, presence.is_away) {
        (true, false) => PresenceState::Online,
        (true, true) => PresenceState::Away,
        (false, _) => PresenceState::Offline,
    };
    signal::Presence { profile: presence.profile.0, state, last_seen: presence.last_seen.map(wire::Time) }
}

pub fn assistant_state(state: engine::AssistantState) -> signal::AssistantState {
    match state {
        engine::AssistantState::Waiting => signal::AssistantState::Waiting,
        engine::AssistantState::Queued => signal::AssistantState::Queued,
        engine::AssistantState::Idle => signal::AssistantState::Idle,
    }
}

pub fn gone_reason(reason: engine::GoneReason) -> wire::frame::GoneReason {
    match reason {
        engine::GoneReason::Left => wire::frame::GoneReason::Left,
        engine::GoneReason::Removed => wire::frame::GoneReason::Removed,
        engine::GoneReason::Deleted => wire::frame::GoneReason::Deleted,
    }
}

pub fn addition(view: &engine::AdditionView) -> wire::addition::Addition {
    wire::addition::Addition { profile: (&view.profile).into(), added_by: view.added_by.0, at: view.at.into() }
}

pub fn my_addition(view: &engine::MyAddition) -> wire::addition::MyAddition {
    wire::addition::MyAddition {
        group: view.group.0,
        group_name: view.group_name.clone(),
        group_photo_data: photo_data(view.group_photo.as_ref()),
        added_by: (&view.added_by).into(),
        people: count(view.people),
        at: view.at.into(),
    }
}

pub fn request(view: &engine::RequestView) -> wire::addition::JoinRequest {
    wire::addition::JoinRequest { profile: (&view.profile).into(), at: view.at.into() }
}

pub fn invite(view: &engine::InviteView) -> wire::invite::Invite {
    let invite = &view.invite;
    wire::invite::Invite {
        id: invite.id.0,
        link: view.link.clone(),
        created_by: invite.created_by.0,
        created_at: invite.created_at.into(),
        expires_at: invite.expires_at.map(wire::Time),
        max_uses: invite.max_uses,
        uses: invite.uses,
        approval: invite.approval,
        newcomers: invite.newcomers.into(),
        is_open: view.is_open,
    }
}

pub fn invite_preview(view: &engine::InvitePreview) -> wire::invite::InvitePreview {
    let face = |face: &engine::Face| wire::invite::PreviewMember {
        name: face.name.clone(),
        photo_data: photo_data(face.photo.as_ref()),
    };
    let assistant = |a: &engine::PreviewAssistant| wire::invite::PreviewAssistant {
        name: a.name.clone(),
        mode: a.mode.into(),
        model_name: a.model_name.clone(),
    };
    wire::invite::InvitePreview {
        group: view.group.map(|id| id.0),
        name: view.name.clone(),
        photo_data: photo_data(view.photo.as_ref()),
        members: view.members.iter().map(face).collect(),
        people: count(view.people),
        assistants: view.assistants.iter().map(assistant).collect(),
        newcomers: view.newcomers.into(),
        approval: view.approval,
        member_limit_reached: view.is_full,
        created_by_name: view.created_by_name.clone(),
        requested: view.is_requested,
    }
}

pub fn redeemed(redeemed: engine::Redeemed) -> wire::invite::Redeemed {
    match redeemed {
        engine::Redeemed::Joined(group) => wire::invite::Redeemed::Joined { group: group.0 },
        engine::Redeemed::Requested => wire::invite::Redeemed::Requested,
    }
}

pub fn provider(view: &engine::ProviderView) -> wire::admin::Provider {
    wire::admin::Provider {
        id: view.id.0,
        name: view.name.clone(),
        api: view.api.into(),
        base_url: view.base_url.clone(),
        has_key: view.has_key,
        is_local: view.is_local,
        is_managed: view.is_managed,
        region: view.region.clone(),
        models: view.models.iter().map(Into::into).collect(),
    }
}

fn found_model(model: &tertulia_core::ports::FoundModel) -> wire::admin::FoundModel {
    wire::admin::FoundModel {
        wire_name: model.wire_name.clone(),
        context_window: model.context_window,
        class: model.class.into(),
    }
}

/// A model server on this machine.
pub fn nearby(near: &engine::Nearby) -> wire::admin::NearbyProvider {
    wire::admin::NearbyProvider {
        name: near.name.clone(),
        base_url: near.base_url.clone(),
        models: near.models.iter().map(found_model).collect(),
        is_connected: near.is_connected,
    }
}

/// How a try of a provider went.
pub fn probe(probe: &Probe) -> wire::admin::ProviderTest {
    let detail = match &probe.error {
        None => "The provider answered.".to_owned(),
        Some(error) => {
            let said = wire::Reason::Provider(error.fault).detail();
            match error.status {
                Some(status) => format!("{said} It answered with status {status}."),
                None => said.to_owned(),
            }
        }
    };
    wire::admin::ProviderTest {
        ok: probe.error.is_none(),
        models: probe.models.iter().map(found_model).collect(),
        tried_model: probe.tried_model.clone(),
        first_token_ms: probe.first_token.map(|t| u32::try_from(t.as_millis()).unwrap_or(u32::MAX)),
        cancelled: probe.was_cancelled,
        features: probe.features.into(),
        fault: probe.error.as_ref().map(|e| e.fault.into()),
        detail,
    }
}

/// A small photo inside of the answer, for those who could not fetch it.
fn photo_data(photo: Option<&engine::PhotoBytes>) -> Option<String> {
    photo.map(|photo| format!("data:{};base64,{}", photo.mime, STANDARD.encode(&photo.bytes)))
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
