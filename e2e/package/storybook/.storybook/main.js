// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

export default {
  framework: '@storybook/html-vite',
  stories: ['../stories/*.stories.js'],
  core: {disableTelemetry: true, disableWhatsNewNotifications: true},
};
