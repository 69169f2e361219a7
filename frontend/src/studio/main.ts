/** Puts the studio into its page. */
import { mount } from "svelte";
import { parseBootstrap } from "../api/bootstrap";
import { Client } from "../api/client";
import App from "./App.svelte";
import { Session } from "./session.svelte";
import "./studio.css";
import "./report.css";
import "./transport.css";
import "./asking.css";
import "./takes.css";
import "./mixer.css";
import "./views.css";
import "../roll/common.css";
import "../roll/sections.css";
import "./roll.css";

const root = document.querySelector<HTMLElement>("#main");
const data = document.querySelector("#bootstrap")?.textContent;
if (!root || !data) throw new Error("studio.html lacks #main or #bootstrap");
const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
const session = new Session(parseBootstrap(JSON.parse(data), "bootstrap"), new Client(token));
root.replaceChildren();
mount(App, { target: root, props: { session } });
if (session.bootstrap.song) void session.open(session.bootstrap.song);
